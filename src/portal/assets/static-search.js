// Search over the prebuilt index of an exported portal. Newest pieces first; every word must occur.
(() => {
  const place = document.getElementById('static-search');
  if (place === null) return;
  const index = place.getAttribute('data-index');
  const base = place.getAttribute('data-base');
  const plain = text =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[〔〕[\]()【】「」\s]/g, '');
  const words = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, 200);
  const asked = words.split(/\s+/).map(plain).filter(Boolean);
  const field = document.getElementById('static-search-field');
  if (field instanceof HTMLInputElement) field.value = words;
  const most = 200;
  const told = document.createElement('p');
  told.setAttribute('role', 'status');
  const list = document.createElement('ul');
  list.className = 'hits';
  const shown = ([title, path, day, documentNo, indexNo, summary]) => {
    const item = document.createElement('li');
    const head = document.createElement('h2');
    const link = document.createElement('a');
    link.href = base + encodeURI(path);
    link.textContent = title;
    head.append(link);
    const about = document.createElement('p');
    about.textContent = summary.slice(0, 200);
    const line = document.createElement('p');
    line.className = 'meta';
    line.textContent = [day, documentNo, indexNo].filter(Boolean).join(' · ');
    item.append(head, about, line);
    return item;
  };
  const run = async () => {
    place.replaceChildren(told, list);
    told.textContent = '正在查找……';
    const { pieces } = await (await fetch(`${index}index.json`)).json();
    let count = 0;
    for (const piece of pieces) {
      for (const entry of await (await fetch(index + piece)).json()) {
        const text = plain(entry.join(' '));
        if (!asked.every(word => text.includes(word))) continue;
        count += 1;
        if (count <= most) list.append(shown(entry));
      }
    }
    told.textContent =
      count === 0
        ? '没有找到。可以换一个词，或者从网站地图按栏目查找；仍未找到的，可以依法申请公开。'
        : `找到 ${count} 条${count > most ? `，列出最近的 ${most} 条` : ''}。只查找标题、文号、索引号、摘要和页面的开头部分。`;
  };
  if (asked.length > 0)
    run().catch(() => {
      told.textContent = '查找没有完成，请检查网络后刷新页面重试，或者从网站地图按栏目查找。';
    });
})();
