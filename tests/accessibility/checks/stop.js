// Where the focus is, and what marks it: an outline of 2 px that differs 3:1 from what is around it, on the
// element, on what a theme draws for it (its label, its ::after), or the browser's own ring.
() => {
    const one = document.activeElement;
    if (!one || one == document.body) return null;
    const grounds = behind(one.parentElement, one.getBoundingClientRect());
    const drawn = [[one], [one, "::after"], [one, "::before"], [one.nextElementSibling]];
    const marks = drawn.filter(([at]) => at).map(([at, pseudo]) => style(at, pseudo))
        .filter(({ outlineStyle, outlineWidth }) => outlineStyle == "auto" || outlineStyle != "none" && parseFloat(outlineWidth) >= 2)
        .map(({ outlineStyle, outlineColor }) => outlineStyle == "auto" ? 21 : Math.min(...grounds.map(ground => contrast(rgba(outlineColor).c, ground))));
    const shown = one.labels?.length && /radio|checkbox/.test(one.type) ? one.labels[0] : one;
    const boxes = [...shown.getClientRects()].filter(box => box.width && box.height);
    const points = boxes.flatMap(box => [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]]
        .map(([x, y]) => [box.x + box.width * x, box.y + box.height * y]));
    const seen = points.filter(([, y]) => y >= 0 && y < innerHeight);  // what is taller than the window is not covered by its edge
    const hits = (seen.length ? seen : points).map(([x, y]) => document.elementFromPoint(x, y));
    const mine = hits.filter(hit => hit && (one.contains(hit) || shown.contains(hit)));
    return {
        stop: one.dataset.stop ?? "", html: one.outerHTML.replace(/\s+/g, " ").slice(0, 90),
        mark: Math.max(0, ...marks), covered: mine.length < hits.length / 2,
    };
}
