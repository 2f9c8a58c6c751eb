//! Forms of a word.
