// Passkeys, on the pages that have a form with data-passkey ("get" or "create"). Such a form is hidden
// until this script finds that the browser can do it. The script asks the site for the question (an
// address in data-options), lets the browser answer, puts the answer into the form's field
// "credential" and sends the form. Without it people sign in with a password and a code.
"use strict";

(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => {
    const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, (c) => c.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // The parts of a question that are bytes travel as base64url.
  const question = (o) => {
    o.challenge = bytes(o.challenge);
    if (o.user) o.user.id = bytes(o.user.id);
    for (const list of [o.allowCredentials, o.excludeCredentials]) {
      for (const c of list || []) c.id = bytes(c.id);
    }
    return o;
  };

  const answer = (c) => {
    const r = c.response;
    const out = { clientDataJSON: text(r.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (r[name]) out[name] = text(r[name]);
    }
    if (r.getTransports) out.transports = r.getTransports();
    return JSON.stringify({
      id: c.id,
      rawId: text(c.rawId),
      type: c.type,
      authenticatorAttachment: c.authenticatorAttachment || undefined,
      clientExtensionResults: c.getClientExtensionResults(),
      response: out,
    });
  };

  let waiting = null; // the quiet question behind the mail field
  const ask = async (form, quiet) => {
    if (waiting) waiting.abort();
    const stop = new AbortController();
    if (quiet) waiting = stop;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name !== "_once" && name !== "credential") body.append(name, value);
    }
    const got = await fetch(form.dataset.options, { method: "POST", body, signal: stop.signal, headers: { Accept: "application/json" } });
    if (got.status === 403 && form.dataset.confirm) { // the person must prove again who they are
      location.assign(form.dataset.confirm);
      return;
    }
    if (!got.ok) throw new Error(String(got.status));
    const { ceremony, options: { publicKey } } = await got.json();
    const request = { publicKey: question(publicKey), signal: stop.signal };
    if (quiet) request.mediation = "conditional";
    const credential = await navigator.credentials[form.dataset.passkey](request);
    form.elements.ceremony.value = ceremony;
    form.elements.credential.value = answer(credential);
    form.submit();
  };

  for (const form of forms) {
    const sorry = form.querySelector("[data-sorry]");
    form.hidden = false;
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      if (sorry) sorry.hidden = true;
      const button = form.querySelector("button");
      button.disabled = true;
      try {
        await ask(form, false);
      } catch {
        if (sorry) sorry.hidden = false;
      }
      button.disabled = false;
    });
  }

  // Where the browser offers passkeys in the field of the mail address, it may: once, when someone goes there.
  const field = document.querySelector('input[autocomplete~="webauthn"]');
  const first = document.querySelector('form[data-passkey="get"]');
  if (field && first && PublicKeyCredential.isConditionalMediationAvailable) {
    field.addEventListener("focus", async () => {
      if (await PublicKeyCredential.isConditionalMediationAvailable()) ask(first, true).catch(() => {});
    }, { once: true });
  }
})();
