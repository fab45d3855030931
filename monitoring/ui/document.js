// What Streamlit's own widgets lack for who uses the keyboard alone or a screen reader.
new MutationObserver(() => {
  // A popover stands at the end of the document: the Tab key would come there only after the whole page.
  for (const popover of document.querySelectorAll('[data-testid="stPopoverBody"]:not([tabindex])')) {
    popover.tabIndex = -1;
    popover.focus({ preventScroll: true });
  }
  // A toast is a dialog without a name.
  for (const toast of document.querySelectorAll('[data-testid="stToast"]:not([aria-label])')) {
    toast.setAttribute("aria-label", toast.textContent);
  }
}).observe(document, { childList: true, subtree: true });
