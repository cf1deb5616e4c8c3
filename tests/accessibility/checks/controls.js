// What people answer with: names, groups, hints, tokens, and what must not be there.
({ tokens, optional }) => {
  const faults = [], fault = (name, what = "") => faults.push(`${name}: ${what}`);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const short = one => one.outerHTML.replace(/\s+/g, " ").slice(0, 90);
  const seen = one => one && one.checkVisibility() && one.textContent.trim() && !one.matches(".unseen");
  const controls = all("main input:not([type=hidden]),main select,main textarea");

  // 1.3.1, 3.3.2, 4.1.2: every control has a name that can be seen
  for (const control of controls) {
    const labels = [...control.labels];
    if (labels.length != 1) fault("labels", `${labels.length} for ${short(control)}`);
    else if (control.checkVisibility() && !seen(labels[0])) fault("label that nobody sees", short(control));
    if (control.title || control.placeholder) fault("words that vanish", short(control));
    if (control.ariaLabel) fault("name that differs from the label", short(control));
  }
  for (const one of all("a,button,summary")) {
    const name = one.ariaLabel || one.textContent.trim() || one.querySelector("img")?.alt;
    if (!name) fault("nameless", short(one));
    if (one.ariaLabel && !one.ariaLabel.includes(one.textContent.trim())) fault("label not in name", short(one));
  }

  // 3.3.2: what may be left out says so in words
  for (const name of optional) {
    const field = document.getElementById(`${name}-field`);
    if (field && !seen(field.querySelector("label .optional,legend .optional"))) fault("optional, but not said", name);
  }

  // 1.3.1: what belongs together is a group with a legend, shown first
  for (const group of all("fieldset")) {
    const legend = group.firstElementChild;
    if (legend?.localName != "legend" || !legend.textContent.trim()) fault("group without a legend", short(group));
  }
  for (const field of all(".field")) {
    // what to keep, pick or confirm beside an answer says by itself what it is about
    const own = controls.filter(one => one.closest(".field") == field && !/\.(keep|pick|confirm)$/.test(one.name));
    const groups = own.map(one => one.closest("fieldset,[role=group]")).map(group => group && field.contains(group));
    if (own.length > 1 && !groups.every(Boolean)) fault("parts without a group", field.id);
  }
  for (const choice of all("input[type=radio]")) {
    const group = choice.closest("fieldset,[role=group],[role=radiogroup]");
    if (!group || all(`input[name="${CSS.escape(choice.name)}"]`).some(one => !group.contains(one))) fault("choice without its group", short(choice));
  }

  // 1.3.1, 3.3.1: hints, provenance and errors are said together with the control
  for (const text of all(".field .hint:not(.without-script),.field .error,.field .known")) {
    if (text.closest("label")) continue;  // it is said as part of the name
    const field = text.closest(".field");
    const users = all("[aria-describedby]", field).filter(one => one.getAttribute("aria-describedby").split(" ").includes(text.id));
    if (!text.id || !users.some(one => one.matches("input,select,textarea,fieldset,output"))) fault("words without a control", short(text));
    if (text.matches(".hint") && text.querySelector("a,button")) fault("link in a hint", short(text));
  }

  // 1.3.5: known tokens only, and those that the spec gives
  const known = /^(on|off|name|honorific-(pre|suf)fix|given-name|additional-name|family-name|nickname|organization(-title)?|street-address|address-line[123]|address-level[1-4]|country(-name)?|postal-code|bday(-day|-month|-year)?|language|sex|url|photo|email|username|one-time-code|(current|new)-password|tel(-country-code|-national|-area-code|-local|-extension)?|impp|cc-(exp|number|name|csc|type)(-month|-year)?|transaction-(currency|amount))$/;
  for (const control of all("[autocomplete]")) {
    const words = control.autocomplete.split(" "), last = words.pop();
    if (!known.test(last) || words.some(word => !/^(section-.+|shipping|billing|work|home|mobile)$/.test(word))) fault("token that browsers do not know", short(control));
  }
  for (const [name, token] of Object.entries(tokens)) {
    const one = document.getElementsByName(name)[0];
    if (one && one.getAttribute("autocomplete") != token) fault("token of the spec missing", `${name} wants ${token}`);
  }
  for (const one of all("input[type=email]")) {
    if (!one.autocomplete) fault("email without a token", short(one));
  }

  // Nothing gets in the way of typing and sending
  for (const form of all("main form")) {
    if (form.method == "post" && controls.some(one => one.form == form) && !form.noValidate) fault("browser's own errors", short(form));
    if (form.autocomplete == "off") fault("filling in blocked", short(form));
    if (!all("button:not([type=button])", form).some(one => one.checkVisibility() && !one.matches(".unseen"))) fault("no button", short(form));
  }
  for (const one of all("input[type=number],input[type=date],input[type=range],[required],[aria-required],[min],[maxlength],input[pattern]")) {
    if (!one.matches("progress")) fault("control with traps", short(one));
  }
  for (const one of all("button,input[type=submit],fieldset")) {
    if (one.disabled || one.ariaDisabled == "true") fault("disabled", short(one));
  }
  return faults;
}
