//! Nothing: what is measured are the programs in `examples`, each with `open_stop` in it but the first two.
