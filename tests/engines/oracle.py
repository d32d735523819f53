"""The real supervisord's answers, one line of JSON for each line of JSON on standard input.

{"load": TEXT}: what `supervisord -c FILE` makes of the configuration: {"error": MESSAGE or null, "programs": [...]}.
{"all": TEXT}: all that it makes of it: programs with every value, groups, HTTP servers, plugins and its own settings.
{"kind": KIND, "text": TEXT}: what the reader of a value makes of it: {"value": ...} or {"error": MESSAGE}.

Nothing is started. Users, groups and folders of this machine do not matter: any plausible one exists.
Needs supervisor 4.3.0 (with setuptools<81 beside it).
"""
import io
import json
import os
import re
import shlex
import signal
import sys
import tempfile

os.environ.clear()

from supervisor import datatypes, options  # noqa: E402 (the environment first: supervisor copies it)


class Named(int):
    """The number of a made-up user, which remembers how it was written."""
    name = None


def fake_id(name):
    try:
        number = Named(int(name))
    except ValueError:
        if not re.match(r'[A-Za-z0-9_.][A-Za-z0-9_.@-]*\$?\Z', name):
            raise ValueError('Invalid user name %s' % name)
        number = Named(100000)
    number.name = name
    return number


def as_written(path):
    return path


for module in (options, datatypes):
    module.name_to_uid = fake_id
    module.existing_directory = as_written
    module.existing_dirpath = as_written
datatypes.name_to_gid = fake_id
options.gid_for_uid = datatypes.gid_for_uid = fake_id
options.platform.node = lambda: 'host'


RESTART = {datatypes.RestartUnconditionally: 'true', datatypes.RestartWhenExitUnexpected: 'unexpected'}


class Stop(Exception):
    pass


def stop(_status):
    raise Stop()


def load(text):
    loaded, error = realize(text)
    if error is not None:
        return {'error': error, 'programs': []}
    # Of two groups with one name the second is dropped, of two processes the first.
    groups = {}
    for group in loaded.process_group_configs:
        groups.setdefault(group.name, {process.name: process for process in group.process_configs})
    return {'error': None, 'programs': [
        describe(name, process) for name, processes in groups.items() for process in processes.values()]}


def realize(text):
    """The loaded options, or why they are none."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'supervisord.conf')
        with open(path, 'wb') as file:
            file.write(text.encode('utf-8', 'surrogateescape'))
        loaded = options.ServerOptions()
        loaded.stderr, loaded.exit = io.StringIO(), stop
        try:
            loaded.realize(args=['-c', path], doc='', progname='supervisord')
        except Stop:
            message = loaded.stderr.getvalue()
            found = re.match(r'Error: (.*)\nFor help, use supervisord -h\n\Z', message, re.S)
            return None, found.group(1) if found else message
        except Exception as error:
            return None, '%s: %s' % (type(error).__name__, error)
        return loaded, None


def everything(text):
    """All that the loader has of a file, each object with all of its fields; what is no plain value as Python shows it."""
    loaded, error = realize(text)
    if error is not None:
        return {'error': re.sub(r"'[^']*/supervisord\.conf'", 'FILE', error)}

    def fields(thing):
        told = {name: value for name, value in vars(thing).items() if name not in ('options', 'process_configs')}
        if 'pool_events' in told:
            # Made from a set.
            told['pool_events'] = sorted(map(repr, told['pool_events']))
        return told
    section = vars(loaded.configroot.supervisord)
    told = {
        'groups': [[type(group).__name__, fields(group), [fields(process) for process in group.process_configs]]
                   for group in loaded.process_group_configs],
        'servers': loaded.server_configs,
        'plugins': section['rpcinterface_factories'],
        'supervisord': {name: value for name, value in section.items() if name not in (
            'process_group_configs', 'server_configs', 'rpcinterface_factories')},
        'warnings': loaded.parse_warnings,
    }
    # Not where in memory an object lies, nor in which folder this file did.
    text = json.dumps(told, default=repr, sort_keys=True)
    folder = os.path.dirname(loaded.configfile)
    return {'error': None, 'all': re.sub(r' at (0x[0-9a-f]+|[0-9]+)', ' at ADDRESS', text).replace(folder, 'HERE')}

def describe(group, process):
    def logfile(path):
        return 'AUTO' if path is datatypes.Automatic else path

    try:
        argv = shlex.split(process.command)
    except ValueError as error:
        argv = ["can't parse command: %s" % error]
    return {
        'name': '%s:%s' % (group, process.name), 'argv': argv,
        'environment': dict(sorted(process.environment.items())),
        'directory': process.directory, 'user': process.uid if process.uid is None else process.uid.name,
        'umask': process.umask, 'priority': process.priority,
        'autostart': process.autostart, 'autorestart': RESTART.get(process.autorestart, 'false'),
        'startsecs': process.startsecs, 'startretries': process.startretries,
        'exitcodes': sorted(process.exitcodes),
        'stopsignal': signal.Signals(process.stopsignal).name, 'stopwaitsecs': process.stopwaitsecs,
        'stopasgroup': process.stopasgroup, 'killasgroup': process.killasgroup,
        'redirect_stderr': process.redirect_stderr,
        'stdout_logfile': logfile(process.stdout_logfile), 'stderr_logfile': logfile(process.stderr_logfile),
        'stdout_logfile_maxbytes': process.stdout_logfile_maxbytes, 'stdout_syslog': process.stdout_syslog,
    }


def ini(text):
    """The sections with their options, as the file has them: nothing expanded."""
    parser = options.UnhosedConfigParser()
    # As a file is opened: any of the three line ends is one.
    parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode('utf-8')), encoding='utf-8'))
    return {name: dict(section) for name, section in parser._sections.items()}


class Names(dict):
    """Names for an expansion, which remember that a bare %s wrote all of them out."""
    written = False

    def __repr__(self):
        self.written = True
        return ''


# Python's messages name the type.
Names.__name__ = 'dict'


def expand(text):
    names = Names({'program_name': 'web', 'process_num': 7, 'here': '/etc', 'ENV_HOME': '/home/shop'})
    expanded = options.expand(text, names, 'program:web.command')
    if names.written:
        raise ValueError('all names are written out')
    return expanded


READERS = {
    'autorestart': lambda text: RESTART.get(datatypes.auto_restart(text), 'false'),
    'boolean': datatypes.boolean,
    'byte-size': datatypes.byte_size,
    'environment': lambda text: list(datatypes.dict_of_key_value_pairs(text).items()),
    'exit-codes': lambda text: sorted(set(datatypes.list_of_exitcodes(text))),
    'expansion': expand,
    'ini': ini,
    'integer': datatypes.integer,
    'logging-level': datatypes.logging_level,
    'octal': datatypes.octal_type,
    'signal': lambda text: int(datatypes.signal_number(text)),
    'words': shlex.split,
}


def read(kind, text):
    try:
        return {'value': READERS[kind](text)}
    except Exception as error:
        return {'error': str(error)}


for line in sys.stdin:
    request = json.loads(line)
    if 'load' in request:
        answer = load(request['load'])
    elif 'all' in request:
        answer = everything(request['all'])
    else:
        answer = read(request['kind'], request['text'])
    print(json.dumps(answer))
