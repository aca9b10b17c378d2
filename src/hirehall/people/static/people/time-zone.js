// Who joins gets the browser's time zone, and is not asked for it. A zone that the list does not know is left to them.
const fillTimeZones = () =>
  document.querySelectorAll("select[data-time-zone]").forEach((select) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const known = [...select.options].some((option) => option.value === zone);
    if (!known || select.getAttribute("aria-invalid") === "true") return;
    select.value = zone;
    select.closest(".field").hidden = true;
  });
document.addEventListener("look:swapped", fillTimeZones);
fillTimeZones();
