//! A layout that is kept, so that a diagram is laid out once however often it is drawn.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Placement, Plan, TooLarge, lay_out};

/// The first layout that was asked for, with what it is a layout of: what is drawn may have changed since.
///
/// It says nothing about a diagram that the diagram does not say itself, so that all are equal.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Kept(OnceCell<(Plan, Placement)>);

impl Kept {
    /// Places everything, unless that was done for an equal plan.
    pub(in super::super) fn lay_out(&self, plan: Plan) -> Result<Cow<'_, Placement>, TooLarge> {
        match self.0.get() {
            Some((of, placement)) if *of == plan => Ok(Cow::Borrowed(placement)),
            Some(_) => lay_out(&plan).map(Cow::Owned),
            None => {
                let placement = lay_out(&plan)?;
                Ok(Cow::Borrowed(&self.0.get_or_init(|| (plan, placement)).1))
            }
        }
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}
