// Small and progressive: remembers the reading tools, prints, closes, reads aloud. Nothing here is needed to read.
(() => {
  const root = document.documentElement;
  root.classList.add('has-script');
  const store = {
    get: key => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        /* private mode: not remembered */
      }
    },
    clear: key => {
      try {
        localStorage.removeItem(key);
      } catch {
        /* as above */
      }
    },
  };
  const radios = () => document.querySelectorAll('.reading-tools input[type=radio]');
  const restore = () => {
    for (const radio of radios()) if (store.get(radio.name) === radio.value) radio.checked = true;
  };
  // The text is signed byte for byte, so a wide table in it is made reachable for the keyboard here.
  const reach = () => {
    for (const table of document.querySelectorAll('.item-body table'))
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute('tabindex');
  };
  const start = () => {
    restore();
    reach();
    addEventListener('resize', reach);
    for (const radio of radios()) radio.addEventListener('change', () => store.set(radio.name, radio.value));
    document.addEventListener('click', event => {
      const link = event.target instanceof Element ? event.target.closest('a.preview-link') : null;
      if (link instanceof HTMLAnchorElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        void preview(link);
        return;
      }
      const button = event.target instanceof Element ? event.target.closest('[data-reading]') : null;
      if (button === null) return;
      acts[button.getAttribute('data-reading')]?.(button);
    });
  };
  // The preview page beside the download, in the page; where it does not come, the link leads there.
  const preview = async link => {
    const shown = link.nextElementSibling;
    if (shown?.classList.contains('preview-in-page')) {
      shown.remove();
      link.setAttribute('aria-expanded', 'false');
      return;
    }
    link.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(link.href);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const part = page.getElementById('preview');
      if (!answer.ok || part === null) throw new Error('no preview');
      const box = document.createElement('div');
      box.className = 'preview preview-in-page';
      box.tabIndex = 0;
      box.setAttribute('role', 'region');
      box.setAttribute('aria-label', link.getAttribute('aria-label') ?? '预览');
      box.append(...part.childNodes);
      link.after(box);
      link.setAttribute('aria-expanded', 'true');
      box.focus();
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute('aria-busy');
    }
  };
  let line = null;
  const acts = {
    print: () => window.print(),
    close: () => (history.length > 1 ? history.back() : window.close()),
    reset: () => {
      for (const radio of radios()) store.clear(radio.name);
      const form = document.querySelector('.reading-tools form');
      if (form instanceof HTMLFormElement) form.reset();
      line?.remove();
      line = null;
    },
    guide: button => {
      if (line !== null) {
        line.remove();
        line = null;
        button.setAttribute('aria-pressed', 'false');
        return;
      }
      line = document.createElement('div');
      line.className = 'reading-line';
      line.setAttribute('aria-hidden', 'true');
      document.body.append(line);
      button.setAttribute('aria-pressed', 'true');
      document.addEventListener('pointermove', event => {
        if (line !== null) line.style.top = `${event.clientY + 14}px`;
      });
    },
    aloud: button => {
      if (!('speechSynthesis' in window)) {
        button.textContent = '本浏览器不支持朗读';
        return;
      }
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        button.textContent = '朗读';
        return;
      }
      const text =
        (document.querySelector('[data-record]') ?? document.querySelector('main'))?.textContent ?? '';
      const speech = new SpeechSynthesisUtterance(text);
      speech.lang = 'zh-CN';
      speech.onend = () => {
        button.textContent = '朗读';
      };
      speechSynthesis.speak(speech);
      button.textContent = '停止朗读';
    },
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
