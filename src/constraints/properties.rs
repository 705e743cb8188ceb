//! What is set in a set of constraints, and all that is done with it, behind one pointer: a program that constrains
//! nothing is linked without what checks, converts, copies and drops constraints.

use std::fmt;

use super::validate::{ConstraintError, validate};
use crate::convert::Convert;
use crate::error::MediaError;
use crate::value::Record;

/// Names and what they stand for. Nothing is stored where there are none.
#[derive(Default)]
pub(super) struct Properties(Option<Box<dyn Stored>>);

/// What a [`Record`] can do.
trait Stored: Convert + Send + Sync {
    fn record(&self) -> &Record;
    fn record_mut(&mut self) -> &mut Record;
    fn check(&self) -> Result<(), ConstraintError>;
    fn refuse(&self) -> Result<(), MediaError>;
}

impl Stored for Record {
    fn record(&self) -> &Record {
        self
    }

    fn record_mut(&mut self) -> &mut Record {
        self
    }

    fn check(&self) -> Result<(), ConstraintError> {
        for (name, value) in self.iter() {
            validate(name, value)?;
        }
        Ok(())
    }

    fn refuse(&self) -> Result<(), MediaError> {
        Ok(self.check()?)
    }
}

static NONE: Record = Record::new();

impl Properties {
    pub(super) fn record(&self) -> &Record {
        self.0.as_ref().map_or(&NONE, |stored| stored.record())
    }

    pub(super) fn record_mut(&mut self) -> &mut Record {
        self.0.get_or_insert_with(|| Box::new(Record::new())).record_mut()
    }

    pub(super) fn into_record(mut self) -> Record {
        std::mem::take(self.record_mut())
    }

    pub(super) fn check(&self) -> Result<(), ConstraintError> {
        self.0.as_ref().map_or(Ok(()), |stored| stored.check())
    }

    /// As `check`, with an error that programs which constrain nothing are linked without.
    pub(super) fn refuse(&self) -> Result<(), MediaError> {
        self.0.as_ref().map_or(Ok(()), |stored| stored.refuse())
    }

    /// What makes constraints into an object of JavaScript's; `None` where nothing is set.
    pub(super) fn convert(&self) -> Option<&dyn Convert> {
        Some(&**self.0.as_ref()? as &dyn Convert)
    }
}

impl From<Record> for Properties {
    fn from(record: Record) -> Self {
        Properties(Some(Box::new(record)))
    }
}

impl Clone for Properties {
    fn clone(&self) -> Self {
        match &self.0 {
            Some(stored) => stored.record().clone().into(),
            None => Properties(None),
        }
    }
}

impl PartialEq for Properties {
    fn eq(&self, other: &Self) -> bool {
        self.record() == other.record()
    }
}

impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record().fmt(f)
    }
}
