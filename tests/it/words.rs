//! The words: sentences, labels, symptoms and notices in both languages.

mod labels;
mod locales;
mod minato;
mod symptoms;
