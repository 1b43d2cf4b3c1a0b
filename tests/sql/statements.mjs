// Cuts a script of PostgreSQL into its statements, as psql does: sent together they would be one transaction, in which no
// index can be made concurrently.
export function statements(text) {
  const found = [];
  let start = 0;
  const token = /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)|;/g;
  for (let match; (match = token.exec(text)); ) {
    if (match[1]) {
      const end = text.indexOf(match[1], token.lastIndex);
      if (end < 0) throw new Error(`${match[1]} is not closed`);
      token.lastIndex = end + match[1].length;
    } else if (match[0] === ";") {
      found.push(text.slice(start, token.lastIndex));
      start = token.lastIndex;
    }
  }
  const rest = text.slice(start).replace(/--[^\n]*/g, "").trim();
  if (rest) throw new Error(`no statement: ${rest}`);
  return found;
}
