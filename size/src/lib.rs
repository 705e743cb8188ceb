//! Empty: the measured programs are in `examples`. All of them include `open_stop`, except `empty` and
//! `raw_open_stop`.
