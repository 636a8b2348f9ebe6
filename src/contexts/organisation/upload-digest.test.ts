import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formDigest } from './upload-digest.ts';

function formOf(boundary: string, content: Uint8Array): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

function digestOf(boundary: string, body: Buffer, pieces: readonly number[] = []): string {
  const form = formDigest(`multipart/form-data; boundary=${boundary}`);
  let rest = body;
  for (const size of pieces) {
    form.take(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  form.take(rest);
  return form.end();
}

describe('the digest of an upload', () => {
  it('is the same for the same form, whatever its boundary and however it arrives', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), pieces, (content, sizes) => {
        const first = digestOf('----one1111', formOf('----one1111', content));
        expect(digestOf('----two2222', formOf('----two2222', content), sizes)).toBe(first);
      }),
    );
  });

  it('is another for one other byte, and for another name', () => {
    const digest = digestOf('b-0815', formOf('b-0815', Buffer.from('content')));
    expect(digestOf('b-0815', formOf('b-0815', Buffer.from('Content')))).not.toBe(digest);
    const renamed = Buffer.from(
      formOf('b-0815', Buffer.from('content')).toString().replace('a.pdf', 'b.pdf'),
    );
    expect(digestOf('b-0815', renamed)).not.toBe(digest);
  });

  it('reads a boundary in quotation marks', () => {
    const form = formDigest('multipart/form-data; boundary="one two"');
    form.take(formOf('one two', Buffer.from('content')));
    expect(form.end()).toBe(digestOf('b-0815', formOf('b-0815', Buffer.from('content'))));
  });
});
