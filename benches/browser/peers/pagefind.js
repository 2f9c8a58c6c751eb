// Pagefind: its index was made beforehand by its own program; months stand in for dates.

let pagefind;
let allMonths;

export async function build() {
  pagefind = await import('/pagefind/pagefind.js');
  await pagefind.options({ baseUrl: '/' });
  await pagefind.init();
  allMonths = Object.keys((await pagefind.filters()).month ?? {});
}
export async function search(query, filters) {
  const wanted = {};
  for (const field of ['places', 'topics']) if (filters[field]) wanted[field] = filters[field];
  if (filters.from || filters.to) {
    const [from, to] = [filters.from?.slice(0, 7) ?? '', filters.to?.slice(0, 7) ?? '9999'];
    wanted.month = { any: allMonths.filter((month) => month >= from && month <= to) };
  }
  const found = await pagefind.search(query || null, { filters: wanted });
  const answer = { total: found.results.length, ids: found.results.slice(0, 10).map(({ id }) => id) };
  if (filters.facets) Object.assign(answer, { facets: found.filters, histogram: found.filters?.month });
  return answer;
}
// A list as it is shown: the search and the ten pages' fragments.
window.searchAndShow = async (query) => {
  const found = await pagefind.search(query, {});
  await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  return found.results.length;
};
