//! To supervisord, the normal form of a configuration is the same as the configuration: the same programs with the same
//! values, the same groups, servers, plugins and settings of the daemon, the same warnings, and the same message if it
//! refuses it.

use std::sync::Mutex;

use sysvisor::emission::OutputFile;
use sysvisor::language::{self, Language};
use sysvisor::normal_form;

use super::{fixtures, generate, oracle};
use crate::{corpus, stages};

/// A name, with a text and its normal form; `None` for a file with a line that supervisord refuses.
fn pair(name: &str, text: &str) -> Option<(String, [String; 2])> {
    let (config, sources) = stages::config(name, text.as_bytes());
    let form = normal_form::normal_form(&[config], &sources, true).ok()?;
    let [OutputFile { name: _, kind: _, text: normal }] = <[_; 1]>::try_from(form.files).unwrap();
    // An included file has no section of the daemon; an additional empty one changes nothing.
    let whole = |text: &str| format!("[supervisord]\n{text}");
    Some((name.to_owned(), [whole(text), whole(&normal)]))
}

fn assert_read_alike(pairs: Vec<(String, [String; 2])>, at_least: usize) {
    let texts: Vec<String> = pairs.iter().flat_map(|(_, texts)| texts.clone()).collect();
    let Some(answers) = oracle::everything(&texts) else { return };
    for ((name, [text, normal]), answers) in pairs.iter().zip(answers.chunks(2)) {
        assert_eq!(answers[0], answers[1], "{name}:\n{text}\nbecame\n{normal}");
    }
    let accepted = answers.iter().step_by(2).filter(|answer| answer["error"].is_null()).count();
    assert!(accepted >= at_least, "only {accepted} of {} were accepted", pairs.len());
}

#[test]
fn the_normal_form_of_every_fixture_means_the_same_to_supervisord() {
    let mut names = Vec::new();
    for directory in ["convert", "daemon", "normal-form/conf.d", "queue"] {
        names.extend(fixtures::list(directory).iter().map(|name| format!("{directory}/{name}")));
    }
    let mut files: Vec<_> = names.iter().flat_map(|name| fixtures::read(name)).collect();
    // Here its includes are not next to it.
    let main = fixtures::read("normal-form/supervisord.conf").remove(0).1;
    let (_, mail) = &fixtures::read("normal-form/conf.d/mail.conf")[0];
    files.push(("normal-form".to_owned(), format!("{main}\n{mail}")));
    let pairs: Vec<_> = files.iter().filter_map(|(name, text)| pair(name, text)).collect();
    assert_eq!(pairs.len(), files.len());
    // Two are meant to be refused.
    assert_read_alike(pairs, files.len() - 2);
}

#[test]
fn the_normal_form_of_generated_configurations_means_the_same_to_supervisord() {
    let setting = "(priority ?[:=] ?[0-9]{1,3}( ;c)?|AUTOSTART = (true|off)|environment=A=\"[a-c@%]{0,2}\",B='x y'|\
                   environment =\n  A=\"[a-c,#]{0,2}\", ; c\n\n\t B='2'|exitcodes=0,2 # c|;note|stdout_logfile=/tmp/x\n  y|\
                   directory = (/;a|/a;b|/a;b ;c #d)|x=y|)\n";
    let section = format!(
        "\\[(program:[ab]|DEFAULT|program: a|x)\\]( ;c)?\ncommand ?[:=] ?/bin/[a-d]( -n)?\n{setting}{{0,4}}"
    );
    let others = "(\\[group:[ab]\\]\npriority=[0-9]\nprograms = (a|b|)|\\[(unix|inet)_http_server[:a-c]{0,2}\\]\nfile=/[a-c]\nport=[0-9]|\
                  \\[eventlistener:[ae]\\]\nevents = TICK_5\ncommand=x|\\[include\\]\nfiles=/none/[a-c])\n";
    let pattern = format!("({section}|{others}){{1,6}}");
    let texts = generate::texts(&[&pattern], 600);
    assert_read_alike(texts.iter().filter_map(|text| pair("generated", text)).collect(), 100);
}

#[test]
fn the_normal_form_of_every_corpus_configuration_means_the_same_to_supervisord() {
    let pairs = Mutex::new(Vec::new());
    let failed = corpus::for_every_file(|name, bytes| {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if language::detect(name, bytes) == Some(Language::Supervisord) {
            pairs.lock().unwrap().extend(pair(name, text));
        }
    });
    if failed.is_some() {
        assert_read_alike(pairs.into_inner().unwrap(), 1);
    }
}
