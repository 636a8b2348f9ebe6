/** Size, background and contrast work without JavaScript (radio buttons and `:has()`); the small script remembers
 *  them, prints, closes and reads aloud. Colours: 视力保护色 in use on government sites (standards §4.4). */
export const readingColours = [
  ['white', '银河白'],
  ['almond', '杏仁黄'],
  ['leaf', '秋叶褐'],
  ['rouge', '胭脂红'],
  ['green', '芥末绿'],
  ['sky', '天蓝'],
] as const;

export const readingSizes = [
  ['normal', '标准'],
  ['large', '大'],
  ['larger', '特大'],
] as const;

function Choice(props: { name: string; legend: string; options: readonly (readonly [string, string])[] }) {
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      {props.options.map(([value, words], at) => (
        <label>
          <input
            type="radio"
            name={`reading-${props.name}`}
            id={`reading-${props.name}-${value}`}
            value={value}
            checked={at === 0}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function ReadingTools() {
  return (
    <details class="reading-tools">
      <summary>阅读工具：字号、底色、对比度、长者版</summary>
      <form class="wide" aria-label="阅读工具" autoComplete="off">
        <Choice name="size" legend="字号" options={readingSizes} />
        <Choice name="colour" legend="视力保护色" options={readingColours} />
        <Choice
          name="contrast"
          legend="对比度"
          options={[
            ['normal', '标准'],
            ['high', '高对比度'],
          ]}
        />
        <Choice
          name="version"
          legend="版式"
          options={[
            ['normal', '标准版'],
            ['elder', '长者版'],
          ]}
        />
        <fieldset class="needs-script">
          <legend>其他</legend>
          <button type="button" data-reading="aloud">
            朗读
          </button>
          <button type="button" data-reading="guide">
            辅助线
          </button>
          <button type="button" data-reading="reset">
            恢复默认
          </button>
        </fieldset>
      </form>
    </details>
  );
}
