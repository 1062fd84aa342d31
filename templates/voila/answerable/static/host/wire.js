// The wire format of Jupyter's kernel websocket (v1): the number of offsets and the offsets, each a
// little-endian 64-bit number, then channel, header, parent, metadata, content and attachments.

export const WIRE_FORMAT = "v1.kernel.websocket.jupyter.org";
const WORD = 8;
const writer = new TextEncoder();
const reader = new TextDecoder();

export function pack(channel, header, content) {
  const texts = [channel, JSON.stringify(header), "{}", "{}", JSON.stringify(content)];
  const parts = texts.map((text) => writer.encode(text));
  const offsets = [WORD * (parts.length + 2)];
  for (const part of parts) offsets.push(offsets.at(-1) + part.length);
  const bytes = new Uint8Array(offsets.at(-1));
  const view = new DataView(bytes.buffer);
  [offsets.length, ...offsets].forEach((number, at) => {
    view.setBigUint64(WORD * at, BigInt(number), true);
  });
  parts.forEach((part, at) => bytes.set(part, offsets[at]));
  return bytes;
}

export function unpack(buffer) {
  const view = new DataView(buffer);
  const count = Number(view.getBigUint64(0, true));
  const offset = (at) => Number(view.getBigUint64(WORD * (at + 1), true));
  const part = (at) => buffer.slice(offset(at), offset(at + 1));
  const read = (at) => JSON.parse(reader.decode(part(at)));
  const buffers = [];
  for (let at = 5; at < count - 1; at += 1) buffers.push(new DataView(part(at)));
  return {
    channel: reader.decode(part(0)), header: read(1), parent: read(2), content: read(4), buffers,
  };
}
