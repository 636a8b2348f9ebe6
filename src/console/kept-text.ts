/**
 * What a person has typed and the server does not have yet, kept in the browser's session storage: it survives a
 * reload, a time-out and signing in again, and goes when the window is closed.
 */

const prefix = 'gongkai.kept.';

export function keepText(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden; the text is still on the page.
  }
}

export function keptText<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function forgetText(key: string): void {
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    // Nothing was kept.
  }
}

/** Everything kept, when another person signs in at this window. */
export function forgetAllText(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
