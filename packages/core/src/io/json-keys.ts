/**
 * @file Duplicate keys in JSON. `JSON.parse` lets the last of them win without a word, so that two readers of one file
 * could see two different tensors under one name; the safetensors format forbids them.
 */

/**
 * The first key that occurs twice in one object of `json`, at any depth; undefined if there is none.
 *
 * @param json valid JSON text.
 * @example
 * duplicateKey('{"a": 1, "\\u0061": 2}'); // => 'a'
 */
export function duplicateKey(json: string): string | undefined {
  // The keys of each object that is open at the current position; arrays hold none of their own.
  const open: Set<string>[] = [];
  for (let position = 0; position < json.length; position++) {
    const character = json[position];
    if (character === '{') open.push(new Set());
    else if (character === '}') open.pop();
    else if (character === '"') {
      const end = endOfString(json, position);
      const next = skipSpace(json, end);
      if (json[next] === ':') {
        // Parsed, since a character may be written as itself or escaped.
        const key: string = JSON.parse(json.slice(position, end));
        const keys = open[open.length - 1];
        if (keys.has(key)) return key;
        keys.add(key);
      }
      position = end - 1;
    }
  }
  return undefined;
}

/** The position after the closing quote of the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  let position = start + 1;
  while (json[position] !== '"') position += json[position] === '\\' ? 2 : 1;
  return position + 1;
}

function skipSpace(json: string, start: number): number {
  let position = start;
  while (' \t\r\n'.includes(json[position])) position++;
  return position;
}
