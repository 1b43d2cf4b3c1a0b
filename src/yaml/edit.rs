//! temp
use super::{NodeId, Tree};
use crate::text::Edit;
impl Tree {
    pub fn set(&self, _m: NodeId, _key: &str, _value: &str) -> Vec<Edit> {
        vec![]
    }
    pub fn remove_entry(&self, _m: NodeId, _key: &str) -> Vec<Edit> {
        vec![]
    }
    pub fn remove_item(&self, _m: NodeId, _i: usize) -> Vec<Edit> {
        vec![]
    }
}
pub fn quote(t: &str) -> String {
    t.to_owned()
}
