import type { ThemeConfig } from 'antd';

/**
 * Three colours beside the greys: blue for what one can act on, green for done, red for late or blocked. All of
 * them, and every grey used for text, reach a contrast of 4.5:1 on white and on the page's ground (WCAG 2.2 AA).
 */
export const colours = {
  blue: '#0b4f8a',
  green: '#1a6b3c',
  red: '#b3261e',
  text: '#1c2530',
  textQuiet: '#4b5766',
  line: '#d5dce4',
  ground: '#f4f6f9',
} as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.blue,
    colorInfo: colours.blue,
    colorLink: colours.blue,
    colorSuccess: colours.green,
    colorError: colours.red,
    // A fourth colour would say nothing the words do not: warnings are told by their text and icon.
    colorWarning: colours.blue,
    colorText: colours.text,
    colorTextSecondary: colours.textQuiet,
    colorTextTertiary: '#566271',
    colorTextQuaternary: '#5f6b7a',
    colorTextPlaceholder: '#626d7a',
    colorTextDescription: colours.textQuiet,
    colorTextDisabled: '#566271',
    colorBorder: '#aeb9c5',
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.ground,
    // Dialogs stand where they are at once: a button that still grows swallows the click of a quick hand.
    motion: false,
    borderRadius: 4,
    fontSize: 14,
    fontFamily:
      '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
    controlHeight: 34,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Table: { headerBg: '#eaf0f6', headerColor: colours.text, cellPaddingBlock: 10 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Card: { headerFontSize: 15 },
  },
};
