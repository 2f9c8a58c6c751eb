// Hands a text to the browser as a file, which asks its reader where to put it.
//
// Fetched when somebody first saves their corrections. It must not look into the text.

export function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by the next turn; a minute is for slow ones.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
