// One library in a page of its own (?name=): the steps that script/bench takes one by one.

const name = new URLSearchParams(location.search).get('name');
const library = await import(`./${name}.js`);
let docs;

window.read = (text) => {
  docs = JSON.parse(text);
  return docs.length;
};
// The text of the documents is fetched before, so that reading it can be measured alone.
window.fetchText = async (address) => {
  window.text = await (await fetch(address)).text();
};
window.readText = () => {
  window.read(window.text);
  window.text = undefined;
};
window.build = () => library.build(docs);
window.save = async (to) => {
  const parts = await library.save();
  const blob = new Blob([parts]);
  await fetch(to, { method: 'POST', body: blob });
  return blob.size;
};
window.fetchSaved = async (address) => {
  window.text = await (await fetch(address)).text();
};
window.load = async () => {
  await library.load(window.text, docs);
  window.text = undefined;
};
window.search = async (query, filters) => library.search(query, filters);
window.peerReady = true;
