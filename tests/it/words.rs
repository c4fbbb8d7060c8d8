//! The words: sentences, labels, symptoms and notices in both languages.

mod labels;
mod locales;
mod minato;
mod narrative;
mod notices;
mod public_text;
mod symptoms;
mod templates;
