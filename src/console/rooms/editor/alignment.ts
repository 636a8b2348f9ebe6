import TextAlign from '@tiptap/extension-text-align';

const aligned = ['center', 'right', 'justify'];

/** Alignment as the stored text has it: by class, `align-center`, and not by style. */
export const Alignment = TextAlign.extend({
  addGlobalAttributes() {
    return [
      {
        types: ['heading', 'paragraph'],
        attributes: {
          textAlign: {
            default: null,
            parseHTML: element =>
              aligned.find(
                each => element.classList.contains(`align-${each}`) || element.style.textAlign === each,
              ) ?? null,
            renderHTML: attributes =>
              attributes['textAlign'] ? { class: `align-${attributes['textAlign']}` } : {},
          },
        },
      },
    ];
  },
}).configure({ types: ['heading', 'paragraph'] });
