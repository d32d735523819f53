"""The real supervisord's answers, one line of JSON for each line of JSON on standard input.

{"load": TEXT}: what `supervisord -c FILE` makes of the configuration: {"error": MESSAGE or null, "programs": [...]}.
{"effective": {PATH: TEXT}, "main": PATH, "folder": FOLDER, "environment": {NAME: VALUE}}: every field of what it would
run, for the files below FOLDER: {"error": ..., "programs": [...], "groups": [...]}. Without [supervisord] as a file that
another one includes.
{"all": TEXT}: all that it makes of it: programs with every value, groups, HTTP servers, plugins and its own settings.
{"kind": KIND, "text": TEXT}: what the reader of a value makes of it: {"value": ...} or {"error": MESSAGE}.

Nothing is started. Users, groups and folders of this machine do not matter: any plausible one exists, and homes are
<home> and <home:user>.
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

from supervisor import datatypes, events, options  # noqa: E402 (the environment first: supervisor copies it)


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


def expand_user(path):
    if not path.startswith('~'):
        return path
    user, slash, rest = path[1:].partition('/')
    return ('<home:%s>' % user if user else '<home>') + slash + rest


for module in (options, datatypes):
    module.name_to_uid = fake_id
    module.existing_directory = expand_user
    module.existing_dirpath = expand_user
datatypes.name_to_gid = fake_id
options.gid_for_uid = datatypes.gid_for_uid = lambda user: user
options.platform.node = lambda: 'host'
os.getuid = lambda: 0


RESTART = {datatypes.RestartUnconditionally: 'true', datatypes.RestartWhenExitUnexpected: 'unexpected'}


class Stop(Exception):
    pass


def stop(_status):
    raise Stop()


def realize(path):
    """The options that supervisord ends up with for a file, or its message."""
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


def write(path, text):
    with open(path, 'wb') as file:
        file.write(text.encode('utf-8', 'surrogateescape'))


def load(text):
    loaded, error = realize_text(text)
    if error is not None:
        return {'error': error, 'programs': []}
    # Of two groups with the same name the second is dropped, of two processes the first.
    groups = {}
    for group in loaded.process_group_configs:
        groups.setdefault(group.name, {process.name: process for process in group.process_configs})
    return {'error': None, 'programs': [
        describe(name, process) for name, processes in groups.items() for process in processes.values()]}


def realize_text(text):
    """The same for a text alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'supervisord.conf')
        write(path, text)
        return realize(path)


def everything(text):
    """All that the loader has of a file, each object with all of its fields; what is no plain value as Python shows it."""
    loaded, error = realize_text(text)
    if error is not None:
        return {'error': re.sub(r"'[^']*/supervisord\.conf'", 'FILE', error)}

    def fields(thing):
        told = {name: value for name, value in vars(thing).items() if name not in ('options', 'process_configs')}
        if 'pool_events' in told:
            # It is generated from a set.
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
    # Without addresses of objects, and without the directory of the file.
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


def effective(files, main, folder, environment):
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write(path, text)
    os.environ.clear()
    os.environ.update(environment)
    path = os.path.join(folder, main)
    loaded, message = realize(path)
    if message == '.ini file does not include supervisord section':
        including = os.path.join(folder, 'including.conf')
        write(including, '[supervisord]\n[include]\nfiles=%s\n' % path)
        loaded, message = realize(including)
        os.unlink(including)
    os.environ.clear()
    for written in files:
        os.unlink(os.path.join(folder, written))
    programs, groups = [], []
    taken = set()
    for group in loaded.process_group_configs if message is None else []:
        described = describe_group(group, group.name in taken)
        taken.add(group.name)
        groups.append(described[0])
        programs.extend(described[1])
    return {'error': message, 'programs': programs, 'groups': groups}


def octal(mode):
    return None if mode is None else '%03o' % mode


def describe_group(group, shadowed):
    extra = {}
    kind = 'group'
    if isinstance(group, options.EventListenerPoolConfig):
        names = {value: name for name, value in vars(events.EventTypes).items() if isinstance(value, type)}
        handler = group.result_handler
        kind, extra = 'eventlistener', {
            'buffer_size': group.buffer_size, 'events': sorted(names[event] for event in group.pool_events),
            'result_handler': '%s:%s' % (handler.__module__, handler.__name__)}
    elif isinstance(group, options.FastCGIGroupConfig):
        socket = group.socket_config
        owner = getattr(socket, 'owner', None)
        kind, extra = 'fcgi-program', {'socket': {
            'url': socket.url, 'owner': owner and [None if one == -1 else one.name for one in owner],
            'mode': octal(getattr(socket, 'mode', None)), 'backlog': socket.backlog}}
    names = [process.name for process in group.process_configs]
    described = {'name': group.name, 'priority': group.priority, 'kind': kind, 'programs': names,
                 'shadowed': shadowed}
    described.update(extra)
    programs = [describe_process(group, process, shadowed or process.name in names[at + 1:], extra)
                for at, process in enumerate(group.process_configs)]
    return described, programs


KINDS = {'ProcessConfig': 'program', 'EventListenerConfig': 'eventlistener', 'FastCGIProcessConfig': 'fcgi-program'}


def describe_process(group, process, shadowed, extra):
    try:
        signal_name = signal.Signals(process.stopsignal).name
    except ValueError:
        signal_name = str(int(process.stopsignal))
    described = {
        'kind': KINDS[type(process).__name__], 'section': process.section, 'group': group.name, 'name': process.name,
        'umask': octal(process.umask), 'autorestart': RESTART.get(process.autorestart, 'false'),
        'user': process.uid if process.uid is None else process.uid.name,
        'stopsignal': int(process.stopsignal), 'stopsignal_name': signal_name, 'exitcodes': list(process.exitcodes),
        'shadowed': shadowed}
    for name in ('command', 'directory', 'priority', 'autostart', 'startsecs', 'startretries', 'redirect_stderr',
                 'stopwaitsecs', 'stopasgroup', 'killasgroup', 'environment', 'serverurl'):
        described[name] = getattr(process, name)
    for stream in ('stdout', 'stderr'):
        for name in ('logfile', 'logfile_maxbytes', 'logfile_backups', 'capture_maxbytes', 'events_enabled', 'syslog'):
            value = getattr(process, '%s_%s' % (stream, name))
            described['%s_%s' % (stream, name)] = 'AUTO' if value is datatypes.Automatic else value
    described.update(extra)
    return described


def remember_sections():
    """Has each process know the section that it is made from."""
    make = options.ServerOptions._processes_from_section

    def remember(self, parser, section, group_name, klass=None):
        processes = make(self, parser, section, group_name, klass)
        for process in processes:
            process.section = section
        return processes
    options.ServerOptions._processes_from_section = remember


remember_sections()


def ini(text):
    """The sections with their options, as the file has them: nothing expanded."""
    parser = options.UnhosedConfigParser()
    # As when a file is opened: any of the three line ends counts.
    parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode('utf-8')), encoding='utf-8'))
    return {name: dict(section) for name, section in parser._sections.items()}


class Names(dict):
    """Names for an expansion, which remember that a bare %s wrote all of them out."""
    written = False

    def __repr__(self):
        self.written = True
        return ''


# Python's error messages contain the name of the type.
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
    elif 'effective' in request:
        answer = effective(request['effective'], request['main'], request['folder'], request['environment'])
    elif 'all' in request:
        answer = everything(request['all'])
    else:
        answer = read(request['kind'], request['text'])
    print(json.dumps(answer))
