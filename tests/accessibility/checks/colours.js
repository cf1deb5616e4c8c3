// What is painted behind an element, and how much a colour differs from it; the other scripts use these.
const style = (one, pseudo) => getComputedStyle(one, pseudo);
const rgba = text => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { c: [r, g, b], a }; };
const over = (top, below) => top.c.map((v, i) => v * top.a + below[i] * (1 - top.a));
const stops = (image, height) => image.match(/rgba?\([^)]+\)( calc\([^)]+\)| [\d.]+%)?/g).map((text, i, { length }) => {
  const [, part = 100 * i / (length - 1), off = 0] = text.match(/\) (?:calc\()?([\d.]+)%(?: ([-+] [\d.]+)px)?/) || [];
  return { ...rgba(text.match(/^[^)]+/)[0]), at: height * part / 100 + Number(String(off).replace(" ", "")) };
});
// All colours that may be behind a box: a gradient downwards has those at its height, a picture none that we know.
const behind = (one, box) => {
  if (!one) return [[255, 255, 255]];
  const { backgroundColor, backgroundImage } = style(one), own = rgba(backgroundColor);
  if (/url/.test(backgroundImage)) return [];
  if (/^linear-gradient\(rgb/.test(backgroundImage) && box) {
    const around = one.getBoundingClientRect(), ends = stops(backgroundImage, around.height);
    const at = y => {
      const i = Math.max(1, ends.findIndex(end => end.at >= y)), [from, to] = [ends[i - 1], ends[i]];
      const share = Math.min(1, Math.max(0, (y - from.at) / (to.at - from.at)));
      return from.c.map((v, n) => v + (to.c[n] - v) * share);
    };
    return [at(box.top - around.top), at(box.bottom - around.top)];
  }
  return own.a == 1 ? [own.c] : behind(one.parentElement, box).map(below => over(own, below));
};
const light = c => c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
