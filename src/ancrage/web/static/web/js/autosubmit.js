// A form with data-autosubmit is sent when a choice changes; its button stays for those without script.

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && "autosubmit" in form.dataset && event.target.matches("select, [type=checkbox], [type=radio]")) {
    form.requestSubmit();
  }
});
