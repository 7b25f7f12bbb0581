package dev.nacre.core.io.pickle;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.file.Refusal;
import java.util.Set;

/**
 * Names by which a pickle would run programs, reach the network, touch files or execute code when Python opens it.
 * Nacre would merely keep them as names; a file that holds one is refused all the same, so that its owner is warned
 * before another program opens it. The list cannot be complete, and nothing depends on that here.
 */
final class DangerousGlobals {
    /** With everything below them, such as {@code os.path}. */
    private static final Set<String> MODULES = Set.of("os", "posix", "nt", "subprocess", "commands", "popen2",
            "sys", "runpy", "socket", "_socket", "socketserver", "ssl", "shutil", "webbrowser", "ctypes", "_ctypes",
            "cffi", "importlib", "_frozen_importlib", "imp", "pkgutil", "zipimport", "pty", "code", "codeop", "pip",
            "ensurepip", "venv", "setuptools", "distutils", "pdb", "bdb", "cProfile", "profile", "timeit", "trace",
            "doctest", "signal", "multiprocessing", "_posixsubprocess", "_winapi", "winreg", "msvcrt", "asyncio",
            "urllib", "urllib2", "urllib3", "requests", "http", "httplib", "aiohttp", "ftplib", "smtplib",
            "telnetlib", "poplib", "imaplib", "nntplib", "xmlrpc", "paramiko", "pickle", "_pickle", "cPickle",
            "dill", "cloudpickle", "joblib", "marshal", "shelve", "platform", "fileinput", "linecache",
            "antigravity", "idlelib", "lib2to3", "gc", "inspect", "IPython", "numpy.testing", "numpy.f2py",
            "numpy.distutils", "torch.hub", "torch.jit", "torch.package", "torch.multiprocessing",
            "torch.utils.cpp_extension", "torch.utils.model_zoo", "torch.distributed.rpc", "torch._inductor",
            "torch.fx.graph_module");
    private static final Set<String> BUILTIN_MODULES = Set.of("builtins", "__builtin__", "__builtins__");
    private static final Set<String> BUILTINS = Set.of("eval", "exec", "execfile", "compile", "__import__", "open",
            "file", "input", "raw_input", "breakpoint", "globals", "locals", "vars", "setattr", "delattr", "reload",
            "apply", "exit", "quit", "help");
    private static final Set<String> CALLABLES = Set.of("torch.load", "torch.save", "torch.serialization.load",
            "torch.serialization.save", "torch.storage._load_from_bytes", "torch.compile", "io.open", "_io.open",
            "io.FileIO", "_io.FileIO", "io.open_code", "_io.open_code", "codecs.open", "operator.attrgetter",
            "operator.methodcaller", "_operator.attrgetter", "_operator.methodcaller", "types.CodeType",
            "types.FunctionType", "types.ModuleType", "numpy.load", "numpy.save", "numpy.fromfile", "numpy.memmap",
            "numpy.loadtxt", "numpy.savetxt", "numpy.genfromtxt", "site.main", "logging.FileHandler",
            "tempfile.mktemp", "functools.reduce", "yaml.load", "yaml.unsafe_load", "pandas.read_pickle",
            "pathlib.os");
    /** Attributes that lead from any object to the modules behind it. */
    private static final Set<String> ATTRIBUTES = Set.of("__globals__", "__builtins__", "__subclasses__",
            "__import__", "__loader__", "__code__", "__dict__", "__getattribute__", "__reduce__", "__reduce_ex__",
            "system", "popen", "eval", "exec", "os", "sys", "subprocess", "importlib", "read_text", "write_text",
            "write_bytes", "unlink", "rmdir", "rmtree", "tofile", "load_module", "exec_module");

    /** Of getattr: an object, a name, a value in its place. */
    private static final int MOST_ARGUMENTS = 3;
    private static final int LONGEST_ATTRIBUTE = 1024;

    private DangerousGlobals() {
    }

    /** @throws CheckpointException naming the global, if it is dangerous */
    static void refuse(PickleValue.Global global, long position, Refusal refusal) {
        String name = global.toString();
        if (moduleIsDangerous(global.module()) || CALLABLES.contains(name)
                || BUILTIN_MODULES.contains(global.module()) && BUILTINS.contains(global.name())
                || partIsDangerous(global.name())) {
            throw dangerous(name, position, refusal);
        }
    }

    /** Python reaches through objects with {@code getattr}: its argument counts as much as a name does. */
    static void refuse(PickleValue.Call call, long position, Refusal refusal) {
        if (!(call.callable() instanceof PickleValue.Global function) || !function.name().endsWith("getattr")) {
            return;
        }
        for (PickleValue argument : call.arguments().subList(0, Math.min(MOST_ARGUMENTS, call.arguments().size()))) {
            if (argument instanceof PickleValue.Text(String attribute) && attribute.length() <= LONGEST_ATTRIBUTE
                    && (partIsDangerous(attribute) || BUILTINS.contains(attribute) || MODULES.contains(attribute))) {
                throw dangerous(function + " of " + attribute, position, refusal);
            }
        }
    }

    private static boolean moduleIsDangerous(String module) {
        for (int end = module.indexOf('.'); end >= 0; end = module.indexOf('.', end + 1)) {
            if (MODULES.contains(module.substring(0, end))) {
                return true;
            }
        }
        return MODULES.contains(module);
    }

    /** Since protocol 4 a name may be a path of attributes. */
    private static boolean partIsDangerous(String name) {
        if (name.indexOf('.') < 0) {
            return ATTRIBUTES.contains(name);
        }
        for (String part : name.split("\\.", -1)) {
            if (ATTRIBUTES.contains(part) || MODULES.contains(part) || BUILTINS.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static CheckpointException dangerous(String name, long position, Refusal refusal) {
        return refusal.unsupported("its pickle would use " + Refusal.shown(name) + " when Python opens it (byte "
                + position + "), which can run programs on your machine; nothing was run here",
                "do not open it in Python, and ask for the weights as safetensors from somebody you trust");
    }
}
