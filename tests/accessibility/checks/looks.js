// What can be seen: contrast, sizes, and that nothing is cut off or hangs over the edge.
({ paper = false } = {}) => {
  const faults = [], fault = (name, what = "") => faults.push(`${name}: ${what}`);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const short = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const unseen = one => one.closest(".unseen,.skip:not(:focus)");

  const opacity = one => one ? style(one).opacity * opacity(one.parentElement) : 1;

  // 1.4.3: every text
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const owners = new Set();
  for (let text = walker.nextNode(); text; text = walker.nextNode()) if (text.data.trim()) owners.add(text.parentElement);
  for (const one of [...owners, ...all("input:not([type=hidden]):not([type=radio]):not([type=checkbox]),textarea")]) {
    if (!one.checkVisibility({ visibilityProperty: true }) || unseen(one) || one.matches("option,script,style")) continue;
    const below = behind(one, one.getBoundingClientRect()), { fontSize, fontWeight, color } = style(one), size = parseFloat(fontSize);
    const large = size >= 24 || size >= 18.66 && fontWeight >= 700;
    const colour = rgba(color);
    const ratio = Math.min(...below.map(ground => contrast(over({ ...colour, a: colour.a * opacity(one) }, ground), ground)));
    if (ratio < (large ? 3 : 4.5) - .01) fault("text too faint", `${ratio.toFixed(2)} ${short(one)}`);
    if (size < 12 && !paper) fault("text too small", `${fontSize} ${short(one)}`);
  }
  // 1.4.11: the edges of controls
  for (const one of paper ? [] : all("main .input,main .select,main .textarea").filter(one => one.checkVisibility())) {
    const [around] = behind(one.parentElement), { borderTopColor, borderTopWidth } = style(one);
    const edge = parseFloat(borderTopWidth) >= 1 ? contrast(rgba(borderTopColor).c, around) : 1;
    if (edge < 3) fault("edge too faint", `${edge.toFixed(2)} ${short(one)}`);
  }
  // 1.4.1: links in running text are told by more than colour
  for (const link of all("p a,dd a,li a").filter(one => one.checkVisibility() && !paper)) {
    const alone = link.parentElement.textContent.trim() == link.textContent.trim();
    const { textDecorationLine: line } = style(link), boxed = link.matches(".button,.tab") || link.closest("nav");
    if (!alone && !boxed && line == "none") fault("link told by colour alone", short(link));
  }

  // 2.5.8: targets; 44 px wanted for what people came to press
  for (const one of paper ? [] : all("a[href],button,input:not([type=hidden]),select,textarea,summary")) {
    if (!one.checkVisibility() || unseen(one) || style(one).display == "inline" && one.parentElement.textContent.trim() != one.textContent.trim()) continue;
    const box = one.getBoundingClientRect(), label = one.labels?.[0]?.getBoundingClientRect();
    const tick = /^(radio|checkbox)$/.test(one.type);
    const { position, width: w, height: h } = getComputedStyle(one, "::after"); // a link may be spread over its card
    const [spread, tall] = position == "absolute" ? [parseFloat(w) || 0, parseFloat(h) || 0] : [0, 0];
    const width = Math.max(box.width, tick && label?.width || 0, spread), height = Math.max(box.height, tick && label?.height || 0, tall);
    const needed = one.matches(".button,.input,.select,.textarea") || tick ? 43.5 : 24;
    if (width < 24 || height < needed) fault("target too small", `${Math.round(width)}×${Math.round(height)} ${short(one)}`);
  }

  // 1.4.10, 1.4.4, 1.4.12: nothing beyond the edge, nothing cut off
  if (document.documentElement.scrollWidth > innerWidth) {
    const beyond = all("body *").filter(one => { const b = one.getBoundingClientRect(); return b.width && (b.right > innerWidth + 1 || b.left < -1) && !unseen(one); });
    fault("scrolls sideways", `${document.documentElement.scrollWidth - innerWidth} px ${beyond.slice(-1).map(short)}`);
  }
  for (const one of all("body *")) {
    const { overflowX, overflowY, textOverflow } = style(one);
    const cuts = /hidden|clip/.test(overflowX + overflowY), typed = one.matches("input,textarea,select,progress");
    if (!cuts || typed || unseen(one) || !one.textContent.trim() || !one.checkVisibility()) continue;
    if (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2 || textOverflow == "ellipsis") fault("text cut off", short(one));
  }
  for (const one of all("main h1,main h2,main h3,main label,main legend,main .error,main .hint,main .button,main .tab").filter(one => one.checkVisibility() && !unseen(one) && !one.querySelector(".unseen"))) {
    const range = document.createRange();
    range.selectNodeContents(one);
    const [inner, outer] = [range.getBoundingClientRect(), one.getBoundingClientRect()];
    if (inner.height > outer.height + parseFloat(style(one).fontSize) / 2 && style(one).display != "inline") fault("text spills out", short(one));
  }

  // Readers' own wishes: their colours keep edges where ours had surfaces; nothing moves for those who ask for rest
  if (matchMedia("(forced-colors: active)").matches) {
    for (const one of all(".button,.input,.select,.textarea,.choice-label").filter(one => one.checkVisibility())) {
      if (parseFloat(style(one).borderTopWidth) < 1 || style(one).borderTopStyle == "none") fault("no edge in forced colours", short(one));
    }
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    for (const one of all("body *")) {
      const { animationName, animationDuration, transitionDuration } = style(one);
      if (animationName != "none" && parseFloat(animationDuration) > .01 || parseFloat(transitionDuration) > .01) fault("moves", short(one));
    }
  }
  if (paper) {
    if (!document.querySelector("main h1").checkVisibility()) fault("paper without a title");
    for (const one of all("nav,.actions button,.skip").filter(one => one.checkVisibility())) fault("on paper for nothing", short(one));
  }
  return faults;
}
