//! Disorder that repeats: the same pieces in every order, for the tests of importers.

/// Texts of fewer than `longest` of these pieces each, the same at every run.
pub(crate) fn jumbles<'p>(
    seed: u64,
    pieces: &'p [&'p str],
    longest: usize,
) -> impl Iterator<Item = String> + 'p {
    let mut seed = seed;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (seed >> 33) as usize % below
    };
    std::iter::repeat_with(move || {
        (0..random(longest)).map(|_| pieces[random(pieces.len())]).collect()
    })
}
