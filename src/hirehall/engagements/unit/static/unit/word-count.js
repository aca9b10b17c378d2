// <word-count data-for="id_text" data-unit="word" data-least="300" data-most="400">: counts while one types, by the rule
// that the hall counts by when the work is handed in (engagements/unit/rules/counting.py). The hall's count decides.
const SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff";
// What the hall's language takes for a space, and where it ends a line: a browser's \s, ^, $ and . differ from both.
const SPACE = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
const ANY = `[^${SPACE}]`;
const BEGIN = "(?<![^\\n])";
const rule = (pattern) => new RegExp(pattern, "g");
const LINK = rule("!?\\[([^[\\]\\n]*)\\]\\([^)[\\n]*\\)");
const MARKS = [
  [/<!--[^]*?-->/g, " "],
  [rule(`${BEGIN} {0,3}\\[[^\\]\\n]+\\]:[ \\t]*${ANY}+[^\\n]*`), " "],
  [LINK, "$1"],
  [LINK, "$1"],
  [/!?\[([^[\]\n]+)\]\[[^[\]\n]*\]/g, "$1"],
  [rule(`${BEGIN} {0,3}(\`\`\`|~~~)[^\\n]*`), " "],
  [rule(`${BEGIN}[ \\t]*[0-9]+[.)][ \\t]+`), " "],
  [/<\/?[a-zA-Z][^<>\n]*>/g, ""],
  [rule(`[*_\`~]{1,3}(?=${ANY})|(?<=${ANY})[*_\`~]{1,3}`), ""],
  [/\|/g, " "],
];
const WORDS = rule(`[^${SPACE}${SIGN}]+`);
const SIGNS = new RegExp(`[${SIGN}]`, "g");
const LETTER = /[\p{L}\p{N}]/u;

class WordCount extends HTMLElement {
  #field = null;
  #wait = 0;
  #typed = () => {
    cancelAnimationFrame(this.#wait);
    this.#wait = requestAnimationFrame(() => this.#show());
  };

  // A page that comes back with a mistake takes the place of this one and leaves the element without its words.
  #listen = () => {
    this.#field?.removeEventListener("input", this.#typed);
    this.#field = document.getElementById(this.dataset.for);
    this.#field?.addEventListener("input", this.#typed);
    if (this.#field) this.#show();
  };

  connectedCallback() {
    document.addEventListener("look:swapped", this.#listen);
    this.#listen();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#wait);
    document.removeEventListener("look:swapped", this.#listen);
    this.#field?.removeEventListener("input", this.#typed);
  }

  #words() {
    const text = MARKS.reduce((rest, [mark, instead]) => rest.replace(mark, instead), this.#field.value);
    const runs = (text.match(WORDS) ?? []).filter((run) => LETTER.test(run));
    return runs.length + (text.match(SIGNS) ?? []).length;
  }

  #show() {
    const words = this.#words();
    const isPage = this.dataset.unit === "page";
    const count = isPage ? Math.ceil(words / Number(this.dataset.perPage)) : words;
    const { least, most } = this.dataset;
    const name = isPage ? (count === 1 ? "page" : "pages") : count === 1 ? "word" : "words";
    const beside = count < Number(least) ? `, ${least - count} to go` : most && count > Number(most) ? `, ${count - most} too many` : "";
    this.textContent = `${count.toLocaleString()} ${name} in the text${beside}`;
  }
}

customElements.define("word-count", WordCount);
