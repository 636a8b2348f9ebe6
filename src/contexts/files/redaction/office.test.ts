import { describe, expect, it } from 'vitest';
import {
  cellsOf,
  everything,
  idNumber,
  paragraph,
  photograph,
  redactAs,
  run,
  sheetType,
  table,
  wordFile,
  wordsOf,
  wordType,
  wordXml,
  workbook,
} from './files.fixture.ts';
import { readParts } from './package.ts';

const id = idNumber(7);

describe('政府信息公开条例第十五条、第三十七条: a redacted copy of a Word file', () => {
  const cut = [id.slice(0, 1), id.slice(1, 9), id.slice(9)] as const;
  const cases: readonly (readonly [string, string, readonly string[], string])[] = [
    ['a number in one run', paragraph(`证件 ${id}。`), [id], `证件 52${'*'.repeat(16)}。|`],
    [
      'a number over three runs',
      paragraph('号', run(cut[0]), run(cut[1], '<w:b/>'), run(cut[2])),
      [cut[1], cut[2]],
      `号52${'*'.repeat(16)}|`,
    ],
    [
      'a number with soft hyphens and unseen marks',
      paragraph(run(cut[0] + cut[1]), '<w:r><w:softHyphen/></w:r>', run(`\u200b${cut[2]}`)),
      [cut[2]],
      `52${'*'.repeat(16)}|`,
    ],
    [
      'deleted and moved text',
      paragraph(
        `<w:del w:id="1" w:author="planted"><w:r><w:delText>${id}</w:delText></w:r></w:del>`,
        `<w:moveFrom w:id="2">${run('planted-moved')}</w:moveFrom>`,
        '留下',
      ),
      [id, 'planted'],
      '留下|',
    ],
    [
      'inserted text stays and is masked',
      paragraph(`<w:ins w:id="1" w:author="planted-author">${run(`新增${id}`)}</w:ins>`),
      [id, 'planted-author'],
      `新增52${'*'.repeat(16)}|`,
    ],
    [
      'hidden text',
      paragraph(run('planted-hidden', '<w:vanish/>'), run('看得见', '<w:vanish w:val="0"/>')),
      ['planted-hidden'],
      '看得见|',
    ],
    [
      'a row deleted under tracking',
      `<w:tbl><w:tr><w:trPr><w:del w:id="3"/></w:trPr><w:tc>${paragraph('planted-row')}</w:tc></w:tr><w:tr><w:tc>${paragraph('留')}</w:tc></w:tr></w:tbl>`,
      ['planted-row'],
      '留||',
    ],
    [
      'a content control with choices behind it',
      `<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value="planted-choice"/></w:dropDownList></w:sdtPr><w:sdtContent>${paragraph('选中')}</w:sdtContent></w:sdt>`,
      ['planted-choice'],
      '选中|',
    ],
    [
      'a field that fetches from elsewhere',
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "planted.docx"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '结果',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      ['planted.docx'],
      '结果|',
    ],
    [
      'a text box inside a paragraph',
      paragraph(
        `<w:r><w:pict><v:shape alt="图注${id}"><v:textbox><w:txbxContent>${paragraph(`框内${id}`)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
        '外',
      ),
      [id],
      `框内52${'*'.repeat(16)}|外|`,
    ],
    [
      'revision marks in attributes',
      '<w:p w:rsidR="00ABCDEF"><w:r w:rsidRPr="00123456"><w:t>字</w:t></w:r></w:p>',
      ['00ABCDEF', '00123456', 'rsid'],
      '字|',
    ],
    [
      'a name said once by its label is hidden everywhere',
      paragraph('姓名：张丽华') + paragraph('张丽华一户情况属实。'),
      ['张丽华'],
      '姓名：张**|张**一户情况属实。|',
    ],
    [
      'an identity number with a wrong check digit behind its label',
      paragraph('身份证号：522401199003070001'),
      ['522401199003070001'],
      `身份证号：52${'*'.repeat(16)}|`,
    ],
    [
      'a number wrapped in a narrow cell',
      `<w:tbl><w:tr><w:tc>${paragraph(id.slice(0, 10))}${paragraph(id.slice(10))}</w:tc></w:tr></w:tbl>`,
      [id.slice(10)],
      `52${'*'.repeat(8)}|${'*'.repeat(8)}||`,
    ],
  ];

  it.each(cases)('%s', async (_, body, planted, words) => {
    const { bytes, report } = await redactAs(wordType, await wordFile({ body }));
    const all = await everything(bytes);
    for (const each of planted) expect(all).not.toContain(each);
    expect(await wordsOf(bytes)).toBe(words);
    expect(report.proof[0]).toContain('部件');
  });

  it('masks a list by its headings and takes columns out by choice', async () => {
    const rows = [
      ['姓名', '身份证号', '家庭住址', '困难原因', '保障金额'],
      ['欧阳小明', id, '毕节市七星关区放珠镇云上村三组12号', '重病', '560'],
      ['合计', '', '', '', '560'],
    ];
    const masked = await redactAs(wordType, await wordFile({ body: table(rows) }));
    expect(await wordsOf(masked.bytes)).toBe(
      `姓名||身份证号||家庭住址||困难原因||保障金额||欧阳**||52${'*'.repeat(16)}||毕节市七星关区放珠镇云上村***||***||560||合计||||||||560||`,
    );
    const fewer = await redactAs(wordType, await wordFile({ body: table(rows) }), {
      lists: 'remove-columns',
    });
    expect(await wordsOf(fewer.bytes)).toBe('姓名||保障金额||欧阳**||560||合计||560||');
    const none = await redactAs(wordType, await wordFile({ body: paragraph('公示') + table(rows) }), {
      lists: 'remove-table',
    });
    expect(await wordsOf(none.bytes)).toBe('公示|');
    const officials = table([
      ['姓名', '职务', '办公电话'],
      ['王某某', '科长', '0857-8222222'],
    ]);
    expect(await wordsOf((await redactAs(wordType, await wordFile({ body: officials }))).bytes)).toContain(
      '王某某',
    );
  });

  it('leaves behind comments, notes without a mark, properties, embedded files, macros, thumbnails and outside links', async () => {
    const picture = await photograph();
    const file = await wordFile({
      body: `${paragraph('<w:commentRangeStart w:id="1"/>', '正文', '<w:r><w:commentReference w:id="1"/></w:r>')}${paragraph('<w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r>', '<w:hyperlink r:id="rId8"><w:r><w:t>链接</w:t></w:r></w:hyperlink>')}`,
      parts: {
        'word/comments.xml': {
          relation: 'comments',
          content: wordXml(
            'comments',
            `<w:comment w:author="planted-a">${paragraph('planted-comment')}</w:comment>`,
          ),
        },
        'word/footnotes.xml': {
          relation: 'footnotes',
          content: wordXml('footnotes', `<w:footnote w:id="5">${paragraph('planted-note')}</w:footnote>`),
        },
        'word/header1.xml': {
          relation: 'header',
          content: wordXml('hdr', paragraph('planted-loose-header')),
        },
        'word/embeddings/a.bin': { relation: 'oleObject', content: 'planted-object' },
        'word/vbaProject.bin': { relation: 'vbaProject', content: 'planted-macro' },
        'word/settings.xml': {
          relation: 'settings',
          content: wordXml(
            'settings',
            '<w:docVars><w:docVar w:name="x" w:val="planted-variable"/></w:docVars><w:zoom w:percent="100"/>',
          ),
        },
        'word/media/p.jpeg': { relation: 'image', content: picture },
        outside: { relation: 'hyperlink', content: 'https://planted.example/', external: true },
        'docProps/core.xml': { content: '<x>planted-author</x>' },
        'docProps/thumbnail.jpeg': { content: 'planted-thumbnail' },
      },
    });
    const { bytes, report } = await redactAs(wordType, file);
    const all = await everything(bytes);
    expect(all).not.toMatch(/planted/);
    expect(all).toContain('w:zoom');
    expect(await wordsOf(bytes)).toBe('正文|链接|');
    const kept = (await readParts(bytes)).get('word/media/p.jpeg')!;
    expect(kept.subarray(0, 3)).toEqual(picture.subarray(0, 3));
    expect(kept.includes('Exif')).toBe(false);
    expect(new Set(report.removed.map(each => each.kind))).toEqual(
      new Set(['comment', 'embedded-file', 'macro', 'outside-link', 'property', 'picture-metadata']),
    );
    expect(report.notLookedAt).toHaveLength(1);
  });

  it.each([
    ['a document type declaration', '<!DOCTYPE x [<!ENTITY a "b">]>'],
    ['broken markup', '<w:p>'],
  ])('refuses %s', async (_, body) => {
    const parts = { 'word/header1.xml': { relation: 'styles', content: `${body}<x/>` } };
    const file = await wordFile({ body: '', parts });
    const { writeParts } = await import('./package.ts');
    const all = await readParts(file);
    all.set('word/document.xml', Buffer.from(`${body}<w:document>`));
    await expect(redactAs(wordType, await writeParts(all))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });

  it('hands nothing over when the proof finds a word again', async () => {
    // The word stands in an attribute that is a technical one, so that it is not masked there.
    const body = paragraph('<w:r><w:rPr><w:rFonts w:ascii="秘密代号"/></w:rPr><w:t>秘密代号</w:t></w:r>');
    const made = redactAs(wordType, await wordFile({ body }), { terms: ['秘密代号'] });
    await expect(made).rejects.toMatchObject({
      code: 'unreadable-file',
      detail: expect.stringContaining('没有交付副本'),
    });
  });
});

describe('政府信息公开条例第十五条: a redacted copy of a workbook', () => {
  it('leaves out hidden sheets, rows and columns, and every string they used', async () => {
    const file = await workbook(book => {
      book.creator = 'planted-creator';
      const open = book.addWorksheet('公示');
      open.addRows([
        ['姓名', '备注', '金额'],
        ['张丽华', 'planted-column', 560],
        ['planted-row', 'x', 1],
        ['合计', '', 560],
      ]);
      open.getColumn(2).hidden = true;
      open.getRow(3).hidden = true;
      open.mergeCells('A4:B4');
      open.getCell('A2').note = 'planted-note';
      book.addWorksheet('planted-sheet', { state: 'veryHidden' }).addRow([id]);
      book.definedNames.add("'公示'!$A$1", 'planted_name');
    });
    const { bytes, report } = await redactAs(sheetType, file);
    const all = await everything(bytes);
    expect(all).not.toMatch(/planted/);
    expect(all).not.toContain(id);
    expect(await cellsOf(bytes)).toEqual({
      公示: [
        ['姓名', '金额'],
        ['张**', '560'],
        ['合计', '560'],
      ],
    });
    expect(report.removed.map(each => each.words)).toEqual(
      expect.arrayContaining(['隐藏的第3行', '隐藏的B列', '隐藏的工作表', '定义的名称', '批注']),
    );
  });

  it('keeps hidden parts by choice, shown and masked', async () => {
    const file = await workbook(book => {
      book.addWorksheet('公示').addRow(['正文']);
      book.addWorksheet('底册', { state: 'hidden' }).addRows([
        ['姓名', '身份证号'],
        ['张丽华', id],
      ]);
    });
    const { bytes } = await redactAs(sheetType, file, { hidden: 'mask' });
    expect(await cellsOf(bytes)).toEqual({
      公示: [['正文']],
      底册: [
        ['姓名', '身份证号'],
        ['张**', `52${'*'.repeat(16)}`],
      ],
    });
  });

  it('masks numbers kept as numbers, values of formulas and what a list names, and takes columns out', async () => {
    const file = await workbook(book => {
      const sheet = book.addWorksheet('张丽华');
      sheet.addRows([
        ['户主', '电话', '说明', '金额'],
        ['张丽华', 13812345678, '', 13800],
      ]);
      sheet.getCell('C2').value = { formula: `"张丽华"&"${id}"`, result: `张丽华${id}` };
      sheet.getCell('D2').value = { formula: 'SUM(D3:D9)', result: 13800 };
    });
    const { bytes } = await redactAs(sheetType, file);
    expect(await cellsOf(bytes)).toEqual({
      '张＊＊': [
        ['户主', '电话', '说明', '金额'],
        ['张**', '138****5678', `张**52${'*'.repeat(16)}`, '13800'],
      ],
    });
    const all = await everything(bytes);
    for (const each of ['张丽华', id, '<f>', '13812345678']) expect(all).not.toContain(each);
    const without = await redactAs(sheetType, file, { columns: ['电话', '说明'] });
    expect(Object.values(await cellsOf(without.bytes))[0]).toEqual([
      ['户主', '金额'],
      ['张**', '13800'],
    ]);
  });

  it('is stable: the same file gives the same bytes, and a second turn changes no word', async () => {
    const file = await workbook(book =>
      book.addWorksheet('公示').addRows([
        ['姓名', '身份证号'],
        ['张丽华', id],
      ]),
    );
    const first = await redactAs(sheetType, file);
    expect((await redactAs(sheetType, file)).bytes.equals(first.bytes)).toBe(true);
    expect(await cellsOf((await redactAs(sheetType, first.bytes)).bytes)).toEqual(await cellsOf(first.bytes));
  });
});
