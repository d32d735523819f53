//! What a program starts with: arguments, variables, folder, ids, mask, streams.

use sysvisor::ir::Leaf;

use super::case::{CASE, Case};
use super::{compare, machine};

const TO_SYSTEMD: &[Case] = &[Case {
    name: "command",
    lessons: "Q1, Q2, E1, B3",
    text: "[program:command]\n\
           command=/box/probe command -- \"two words\" 'sq $HOME' $HOME ${HOME} 100%% a\\ b \"q\\\"q\" \"\" ~ *.py a;b a#b 'it''s' \"x\\ny\"\n\
           directory=/usr\n\
           umask=077\n\
           environment=A=plain,B=\"with space\",C=\"comma,inside\",D='single \"dq\" in',E=\"pct %% here\",F=\"semi;colon\",G=\"$HOME ${HOME}\",H=\"back\\slash \\n\",K=\"\"\n",
    same: &[Leaf::Command, Leaf::EnvironmentAssignments, Leaf::Directory, Leaf::Umask],
    ..CASE
}];

#[test]
fn supervisords_programs_start_alike_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::all(machine, TO_SYSTEMD);
}
