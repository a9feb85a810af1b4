// The small part of the page that HTML cannot say: keep what a person is doing
// while pieces are swapped in, dialogs, menus, toasts, keyboard. htmx does the rest.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const body = document.body;

  // --- Live pieces -------------------------------------------------------
  // Fields that a person touched keep their value when they are redrawn, open
  // menus and dialogs stay open, and a message that looks the same is skipped.
  const touched = new WeakSet();
  const note = (e) => touched.add(e.target);
  document.addEventListener("input", note, true);
  document.addEventListener("change", note, true);
  const fieldOf = (el) => (el instanceof HTMLOptionElement ? el.closest("select") : el);
  const kept = { value: 1, checked: 1, selected: 1 };
  Object.assign(Idiomorph.defaults.callbacks, {
    beforeNodeMorphed(old, now) {
      if (!(old instanceof Element) || !(now instanceof Element)) return true;
      if (old.hasAttribute("data-keep")) return false;
      return !(old.dataset.rev && old.id === now.id && old.dataset.rev === now.dataset.rev);
    },
    beforeAttributeUpdated(name, el) {
      if (name === "open") return false;
      if (name === "class" && el.classList.contains("htmx-request")) return false;
      return !(kept[name] && touched.has(fieldOf(el)));
    },
  });

  // A region tells the server what it shows already, and gets 204 if that is it.
  body.addEventListener("htmx:configRequest", (e) => {
    const el = e.detail.elt;
    if (!el.hasAttribute("data-region")) return;
    if (el.dataset.shown && !(el.id === "modal" && answered)) e.detail.headers["X-Rev"] = el.dataset.shown;
    if (document.visibilityState === "visible") e.detail.headers["X-Seen"] = "1";
  });
  body.addEventListener("htmx:beforeSwap", (e) => {
    if (e.detail.target.id === "log") stick = atEnd();
  });
  body.addEventListener("htmx:afterSwap", (e) => {
    const el = e.detail.target;
    const rev = e.detail.xhr.getResponseHeader("X-Rev");
    if (el.hasAttribute("data-region") && rev) el.dataset.shown = rev;
    if (el.id === "modal") showModal();
    if (el.id === "log") afterLog();
    if (el.id === "side") title();
    if (el.id === "switcher-list") sift();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") htmx.trigger(body, "sandbox:changed");
  });
  body.addEventListener("htmx:sseOpen", () => {
    $("offline").hidden = true;
    body.dataset.live = "yes";
  });
  body.addEventListener("htmx:sseError", () => ($("offline").hidden = false));

  const place = document.title;
  function title() {
    const n = Number($("unread-total")?.dataset.unread || 0);
    document.title = (n ? `(${n}) ` : "") + place;
    const others = Number($("unread-total")?.dataset.others || 0), news = $("as-news");
    news.hidden = others === 0;
    news.textContent = others || "";
    news.title = others === 1 ? "One other person has news from the app" : `${others} other people have news from the app`;
  }

  // --- Scrolling ---------------------------------------------------------
  const scroll = $("scroll");
  let stick = true;
  const atEnd = () => !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; $("newer").hidden = true; };
  const newest = () => [...document.querySelectorAll("#log > .msg")].pop();
  const tall = (msg) => msg.offsetHeight > scroll.clientHeight;
  // What is too tall for the screen is read from its beginning.
  function toStart(msg) {
    stick = false;
    msg.scrollIntoView({ block: "start" });
  }
  let last = newest()?.id;
  const firstLine = (msg) => msg.querySelector(".block")?.textContent;
  let pressed; // the message in which a button was pressed, until it changes
  document.addEventListener("click", (e) => {
    const msg = e.target.closest("#log > .msg");
    if (msg && e.target.closest("button")) pressed = { id: msg.id, rev: msg.dataset.rev, said: firstLine(msg) };
  });
  function afterLog() {
    const now = newest(), changed = pressed && $(pressed.id);
    const fresh = last !== now?.id;
    last = now?.id;
    const same = changed?.dataset.rev === pressed?.rev;
    if (fresh && changed && same && now?.classList.contains("private")) {
      pressed = undefined; // what came of it is a message of its own
      return toStart(now);
    }
    if (stick && fresh && now && tall(now)) toStart(now);
    else if (stick) toEnd();
    else if (fresh) $("newer").hidden = false;
    if (!changed || same) return;
    const above = changed.getBoundingClientRect().top < scroll.getBoundingClientRect().top;
    if (above && firstLine(changed) !== pressed.said) toStart(changed); // what came of it is said there
    pressed = undefined;
  }
  if (scroll) {
    const first = scroll.querySelector("[data-new]");
    if (first) first.scrollIntoView({ block: tall(first) ? "start" : "center" });
    else toEnd();
    stick = atEnd(); // a place at its very beginning was not scrolled, and tells of no scrolling
    scroll.addEventListener("scroll", () => { if (atEnd()) $("newer").hidden = true; });
    $("newer").addEventListener("click", toEnd);
    body.addEventListener("sandbox:sent", () => { stick = true; toEnd(); }); // the answer comes at the end
    // A phone's keyboard or an opened thread changes the room there is.
    new ResizeObserver(() => { if (stick) toEnd(); }).observe(scroll);
    scroll.addEventListener("scroll", () => (stick = atEnd()), { passive: true });
  }

  // --- Modals ------------------------------------------------------------
  function showModal() {
    const dialog = document.querySelector("dialog.modal");
    if (!dialog) return;
    if (!dialog.open) {
      if ($("switcher").open) $("switcher").close();
      dialog.showModal();
      const first = dialog.querySelector("[autofocus]") || dialog.querySelector(".modal-body .control, .modal-body input") || dialog.querySelector("h2");
      first.focus();
    }
  }
  // After a submission the first field with an error gets the focus. Only a
  // drawing that was asked for after the answer came shows the right errors.
  let sent = 0, answered = 0; // submissions, and the one whose answer is not drawn yet
  body.addEventListener("htmx:beforeOnLoad", (e) => {
    if (e.detail.elt.matches(".modal-form") && e.detail.xhr.status < 300) answered = sent;
  });
  body.addEventListener("htmx:configRequest", (e) => {
    if (e.detail.elt.id === "modal" && answered) e.detail.headers["X-Answered"] = String(answered);
  });
  body.addEventListener("htmx:afterSettle", (e) => {
    if (e.detail.target.id !== "modal" || e.detail.requestConfig.headers["X-Answered"] !== String(sent)) return;
    if (!answered) return; // drawn twice; the person may have moved on
    answered = 0;
    const bad = document.querySelector("dialog.modal [aria-invalid=true]");
    if (bad) (bad.matches("fieldset") ? bad.querySelector("input, summary") : bad).focus();
  });
  // What was wrong the last time says nothing about this time.
  function forget(form) {
    for (const el of form.querySelectorAll("[aria-invalid]")) el.removeAttribute("aria-invalid");
    for (const el of form.querySelectorAll(".error, .modal-problems")) el.remove();
  }
  body.addEventListener("submit", (e) => {
    if (e.target.matches(".modal-form")) {
      sent++;
      answered = 0;
      fail(e.target, "");
      forget(e.target);
    }
    if (e.target.matches("[data-blocks]")) e.preventDefault();
  }, true);
  document.addEventListener("cancel", (e) => {
    if (e.target.matches("dialog.modal")) {
      e.preventDefault();
      e.target.querySelector(".modal-close").click();
    }
  }, true);
  document.addEventListener("keydown", (e) => {
    const form = e.target.closest?.(".modal-form");
    if (form && e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit();
  });

  // --- Confirm dialogs ---------------------------------------------------
  body.addEventListener("htmx:confirm", (e) => {
    const q = $(e.detail.elt.dataset.confirm || "");
    if (!q) return;
    e.preventDefault();
    ask(q).then((yes) => {
      if (yes) e.detail.issueRequest(true);
      else revert(e.detail.elt);
    });
  });
  // A choice that was not confirmed goes back to what it was.
  function revert(elt) {
    const all = elt.matches("select") ? [...elt.options] : [...elt.querySelectorAll("input")];
    for (const el of all) {
      if (elt.matches("select")) el.selected = el.defaultSelected;
      else el.checked = el.defaultChecked;
    }
    touched.delete(elt);
    elt.focus?.();
  }
  function ask(q) {
    const d = $("confirm");
    $("confirm-title").textContent = q.dataset.title;
    $("confirm-text").replaceChildren(...[...q.childNodes].map((n) => n.cloneNode(true)));
    $("confirm-no").textContent = q.dataset.no;
    $("confirm-yes").textContent = q.dataset.yes;
    $("confirm-yes").className = "btn " + ("danger" in q.dataset ? "danger" : "primary");
    d.showModal();
    $("confirm-no").focus();
    answer?.(false); // to a question that is still open
    return new Promise((done) => (answer = done));
  }
  let answer;
  function reply(yes) {
    $("confirm").close();
    answer?.(yes);
    answer = undefined;
  }
  $("confirm-no").addEventListener("click", () => reply(false));
  $("confirm-yes").addEventListener("click", () => reply(true));
  $("confirm").addEventListener("cancel", (e) => {
    e.preventDefault();
    reply(false);
  });

  // --- Failures ----------------------------------------------------------
  // In a modal the sentence stands above the fields; elsewhere it is a toast.
  function fail(elt, sentence) {
    const form = elt.closest(".modal-form");
    const old = form?.querySelector(".modal-failure");
    if (old) old.remove();
    if (!sentence) return;
    if (!form) return toast(sentence);
    const p = document.createElement("p");
    p.className = "modal-failure";
    p.setAttribute("role", "alert");
    p.setAttribute("data-keep", "");
    p.id = "modal-failure";
    p.textContent = sentence;
    form.querySelector("header").after(p);
  }
  function toast(sentence) {
    const box = $("toasts");
    const p = document.createElement("p");
    p.textContent = sentence;
    const x = document.createElement("button");
    x.className = "x";
    x.setAttribute("aria-label", "Dismiss");
    x.textContent = "✕";
    p.append(x);
    box.append(p);
    const gone = () => { p.remove(); if (!box.children.length) box.hidePopover(); };
    x.addEventListener("click", gone);
    setTimeout(gone, 8000);
    if (!box.matches(":popover-open")) box.showPopover();
  }
  body.addEventListener("htmx:responseError", (e) => {
    const elt = e.detail.elt;
    if (elt.hasAttribute("data-region") || elt.hasAttribute("data-quiet")) return;
    fail(elt, e.detail.xhr.responseText.trim() || "That did not work.");
  });
  body.addEventListener("htmx:sendError", (e) => {
    if (!e.detail.elt.hasAttribute("data-region")) fail(e.detail.elt, "The sandbox does not answer.");
  });
  body.addEventListener("htmx:afterRequest", (e) => {
    const form = e.detail.elt;
    if (e.detail.successful && form.hasAttribute("data-clear")) form.reset();
  });

  // --- Menus -------------------------------------------------------------
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (e) => {
    for (const m of menus()) {
      const item = e.target.closest(".menu-item");
      if (!m.contains(e.target) || item) m.open = false;
    }
    const opener = e.target.closest("[data-open]");
    if (opener && !opener.dataset.confirm) window.open(opener.dataset.open, "_blank", "noopener,noreferrer");
    if (e.target.closest("[data-switcher], #as-button")) openSwitcher();
    if (e.target.closest("[data-close]")) e.target.closest("dialog").close();
    if (e.target === switcher && outside(e)) switcher.close();
    if (e.target === $("confirm") && outside(e)) reply(false);
  });
  // A click on the backdrop has the dialog as its target, but lies beside it.
  function outside(e) {
    const r = e.target.getBoundingClientRect();
    return e.clientX < r.left || e.clientX > r.right || e.clientY < r.top || e.clientY > r.bottom;
  }
  document.addEventListener("keydown", (e) => {
    const m = e.target.closest?.("details[data-menu][open]");
    if (!m) return;
    if (e.key === "Escape") {
      e.preventDefault();
      e.stopPropagation();
      m.open = false;
      m.querySelector("summary").focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) {
      e.preventDefault();
      walk([...m.querySelectorAll("summary, .menu-item, input")], step);
    }
  }, true);
  // A menu without room below opens upward, and one without room to its right to the left.
  document.addEventListener("toggle", (e) => {
    const list = e.target.matches("details.menu:not(#globals)") && e.target.querySelector(".menu-list");
    if (!list || !e.target.open) return;
    e.target.classList.remove("up");
    const composer = e.target.closest("dialog") ? null : $("composer");
    const room = composer ? composer.getBoundingClientRect().top : innerHeight;
    e.target.classList.toggle("up", list.getBoundingClientRect().bottom > room);
    if (list.getBoundingClientRect().right > innerWidth - 4) e.target.classList.add("end");
  }, true);
  function walk(list, step) {
    const at = list.indexOf(document.activeElement);
    list[(at + step + list.length) % list.length]?.focus();
  }
  // A closed multi-select says what is chosen.
  document.addEventListener("change", (e) => {
    const multi = e.target.closest("details.multi");
    if (!multi) return;
    const words = [...multi.querySelectorAll("input:checked")].map((i) => i.nextElementSibling.textContent.trim());
    const summary = multi.querySelector("summary");
    summary.textContent = words.join(", ") || summary.dataset.empty;
    summary.toggleAttribute("data-filled", words.length > 0);
  });

  // --- Gallery -----------------------------------------------------------
  document.querySelector("#gallery-list [aria-current]")?.scrollIntoView({ block: "center" });
  document.addEventListener("keydown", (e) => {
    const to = { ArrowLeft: "gallery-prev", ArrowRight: "gallery-next" }[e.key];
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return; // the browser's: Alt and an arrow go back
    if (to && !e.target.closest("input, textarea, select, dialog, details[open]")) $(to)?.click();
  });

  // --- Drawer, switcher --------------------------------------------------
  const drawer = $("drawer-button");
  function setDrawer(open) {
    body.classList.toggle("drawer-open", open);
    drawer.setAttribute("aria-expanded", open);
    if (open) $("side").querySelector("a, button:not(.side-search)")?.focus();
  }
  drawer.addEventListener("click", () => setDrawer(!body.classList.contains("drawer-open")));
  $("main").addEventListener("click", () => setDrawerIfOpen());
  const setDrawerIfOpen = () => { if (body.classList.contains("drawer-open")) setDrawer(false); };

  const switcher = $("switcher"), filter = $("switcher-filter");
  function openSwitcher() {
    setDrawerIfOpen();
    filter.value = "";
    sift();
    switcher.showModal();
    htmx.trigger("#switcher-list", "look"); // who has got news meanwhile
    filter.focus();
  }
  function sift() {
    const want = filter.value.trim().toLowerCase();
    let any = false;
    for (const li of switcher.querySelectorAll("li")) {
      li.hidden = !li.dataset.words.toLowerCase().includes(want);
      any ||= !li.hidden;
    }
    for (const h of switcher.querySelectorAll("h3")) h.hidden = !h.nextElementSibling.querySelector("li:not([hidden])");
    $("switcher-none").hidden = any;
  }
  filter.addEventListener("input", sift);
  switcher.addEventListener("keydown", (e) => {
    const links = [...switcher.querySelectorAll("li:not([hidden]) a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && links.length) {
      e.preventDefault();
      walk(document.activeElement === filter && step < 0 ? links : [filter, ...links], step);
    }
    if (e.key === "Enter" && e.target === filter) links[0]?.click();
  });

  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === "k") {
      e.preventDefault();
      if (switcher.open) switcher.close();
      else if (!document.querySelector("dialog[open]")) openSwitcher();
    }
    if (e.key === "Escape" && body.classList.contains("drawer-open")) { setDrawer(false); drawer.focus(); }
  });

  window.sandboxPage = { toast };
  showModal();
  title();
})();
