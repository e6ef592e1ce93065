//! Killed while a store is copied, put back or brought up to date, or while something is written out.
