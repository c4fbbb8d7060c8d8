//! Posting at the console, as operators do it: from the first notice to recovery, with every mistake said
//! at its field and nothing lost.

mod course;
mod edit;
mod first;
mod said_besides;
