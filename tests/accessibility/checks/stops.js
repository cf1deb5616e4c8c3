// What Tab must reach, in the order of the page; of a group of radio buttons or tabs it is the chosen one.
() => {
    const stops = "a[href],button,input:not([type=hidden]),select,textarea,summary,[role=tabpanel][tabindex]";
    const named = new Set(), found = [];
    for (const one of document.querySelectorAll(stops)) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches("[tabindex='-1'][aria-hidden],[role=tab][aria-selected=false]")) continue;
        if (one.type == "radio" && named.has(one.name)) continue;
        if (one.type == "radio") named.add(one.name);
        one.dataset.stop = one.type == "radio" ? one.name : found.length;
        found.push(one.dataset.stop);
    }
    for (const one of document.querySelectorAll("input[type=radio]")) one.dataset.stop = one.name;
    return found;
}
