// What documents are written in, as far as colours go. The full grammars of these languages weigh ten times as much, and
// nobody edits here.
import { yaml as full } from "@codemirror/lang-yaml";
import { StreamLanguage, type StreamParser } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

/** Makes the extension that colours a language. */
export type Reader = () => Extension;

export const yaml: Reader = () => full();

/** JSON is YAML, too. */
export const json: Reader = yaml;

const set = (words: string) => new Set(words.split(" "));

/** A language of words: its line comments, its strings, and which words it knows. */
function words(comment: RegExp, string: RegExp, keywords: Set<string>, types: Set<string>): Reader {
  const parser: StreamParser<{ within: string }> = {
    startState: () => ({ within: "" }),
    token(stream, state) {
      if (state.within) {
        const end = stream.string.indexOf(state.within, stream.pos);
        const style = state.within === "*/" ? "comment" : "string";
        if (end < 0) stream.skipToEnd();
        else {
          stream.pos = end + state.within.length;
          state.within = "";
        }
        return style;
      }
      if (stream.eatSpace()) return null;
      if (stream.match("/*")) {
        state.within = "*/";
        return "comment";
      }
      if (stream.match('"""')) {
        state.within = '"""';
        return "string";
      }
      if (stream.match(comment)) return "comment";
      if (stream.match(string)) return "string";
      if (stream.match(/^@\w+/)) return "meta";
      if (stream.match(/^\d[\w.]*/)) return "number";
      const word = (stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null)?.[0].toLowerCase();
      if (word === undefined) {
        stream.next();
        return null;
      }
      return keywords.has(word) ? "keyword" : types.has(word) ? "typeName" : null;
    },
  };
  return () => StreamLanguage.define(parser);
}

export const sql = words(
  /^--.*/,
  /^(?:'(?:[^']|'')*'|`[^`]*`)/,
  set(
    "add alter always and as asc auto_increment begin cascade check collate column comment commit constraint create cross current_timestamp database default deferrable delete desc drop else end engine exists extension foreign from function generated grant identity if in index insert into is key like not null on or order partition primary range references returns row rows schema select sequence set stored table then to trigger type unique update using values view when where with",
  ),
  set(
    "bigint bigserial binary bit blob boolean bytea char date datetime decimal double enum float inet int integer interval json jsonb mediumtext numeric nvarchar real serial smallint text time timestamp timestamptz tinyint uuid varbinary varchar",
  ),
);

export const proto = words(
  /^\/\/.*/,
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/,
  set("enum extend extensions import map message oneof option optional package public repeated required reserved returns rpc service stream syntax to"),
  set("bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 uint64"),
);

export const graphql = words(
  /^#.*/,
  /^"(?:[^"\\]|\\.)*"/,
  set("directive enum extend fragment implements input interface mutation on query repeatable scalar schema subscription type union"),
  set("boolean float id int string"),
);

/** Headings, code, emphasis, links, tables; a fence hides what is in it. */
export const markdown: Reader = () =>
  StreamLanguage.define<{ fenced: boolean }>({
    startState: () => ({ fenced: false }),
    token(stream, state) {
      if (stream.sol()) {
        if (stream.match(/^```.*/)) {
          state.fenced = !state.fenced;
          return "meta";
        }
        if (state.fenced) {
          stream.skipToEnd();
          return "string";
        }
        if (stream.match(/^---\s*$/)) return "meta";
        if (stream.match(/^#{1,6} .*/)) return "heading";
        if (stream.match(/^\s*(?:[-*+]|\d+\.)(?: \[[ xX]\])? /)) return "meta";
        if (stream.match(/^>.*/)) return "comment";
        if (stream.match(/^\|[-:| ]+\|\s*$/)) return "meta";
      }
      if (stream.match(/^`[^`]*`/)) return "string";
      if (stream.match(/^\*\*[^*]+\*\*/)) return "strong";
      if (stream.match(/^\[[^\]]*\]\([^)]*\)/)) return "link";
      if (stream.match(/^<!--.*?-->/)) return "comment";
      if (stream.eat("|")) return "meta";
      stream.next();
      stream.eatWhile(/[^`*[<|]/);
      return null;
    },
  });
