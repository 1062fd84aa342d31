"""Many small JavaScript modules made into one, as text.

The page's modules are written so that joining them needs no parser: relative one-line imports of
names, named exports (a default export only in the entry), no top-level name twice, and no text
that goes on over the end of a line.
Whatever breaks these rules is refused with the file and the line.
"""

import re
from dataclasses import dataclass
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w./-]+\.js)";$')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)")
DECLARATION = re.compile(
    r"^(?:async )?(?:function\*?|const|let|var|class) (?:([\w$]+)|[{[]([^=]*)[}\]] =)"
)
DEFAULT = "export default "
LATER = "late.js"  # beside an entry: what few people open


class BundleError(ValueError):
    """These modules cannot be joined; the message names the file and the line."""


@dataclass(frozen=True)
class Module:
    path: Path
    imports: tuple[tuple[int, tuple[str, ...], Path], ...]
    exports: frozenset[str]
    declared: tuple[tuple[int, str], ...]
    body: str


@dataclass(frozen=True)
class Parts:
    """Two scripts: the second takes `names` from the first, which exports them."""

    first: str
    second: str
    names: tuple[str, ...]


def bundle(entry: Path) -> str:
    """Return `entry` and all it imports, and what comes after it, as the text of one module."""
    later = later_of(entry)
    parts = bundle_apart(entry, later) if later else Parts(_joined(_needed(entry)), "", ())
    return parts.first + parts.second


def later_of(entry: Path) -> Path | None:
    """Return the module beside `entry` that is needed later than it, if there is one."""
    later = entry.with_name(LATER)
    return later if later.is_file() else None


def bundle_apart(entry: Path, later: Path) -> Parts:
    """Return `entry` with all it imports, and what `later` needs besides."""
    first = _needed(entry)
    both = _needed(entry, later)
    second = {path: module for path, module in both.items() if path not in first}
    taken = {
        name
        for module in second.values()
        for _, names, needed in module.imports
        for name in names
        if needed in first
    }
    return Parts(_joined(first), _joined(second), tuple(sorted(taken)))


def _needed(entry: Path, *more: Path) -> dict[Path, Module]:
    modules: dict[Path, Module] = {}
    for path in (entry, *more):
        _collect(path.resolve(), entry.resolve(), modules, ())
    _check_names(modules)
    return modules


def _joined(modules: dict[Path, Module]) -> str:
    return "".join(module.body for module in modules.values())


def slim(script: str) -> str:
    """Return `script` without indents and without the comments that stand on lines of their own."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _collect(path: Path, entry: Path, modules: dict[Path, Module], above: tuple[Path, ...]) -> None:
    """Read `path` and what it needs into `modules`, needs first."""
    if path in above:
        ring = " → ".join(step.name for step in (*above[above.index(path) :], path))
        raise BundleError(f"{path}: modules import each other in a ring: {ring}")
    if path in modules:
        return
    module = read(path, default=path == entry)
    for line, names, needed in module.imports:
        if not needed.is_file():
            raise BundleError(f"{path}:{line}: there is no file {needed.name}")
        _collect(needed, entry, modules, (*above, path))
        if missing := set(names) - modules[needed].exports:
            wanted = ", ".join(sorted(missing))
            raise BundleError(f"{path}:{line}: {needed.name} does not export {wanted}")
    modules[path] = module


def read(path: Path, *, default: bool) -> Module:
    """Return the module in `path`; a `default` export is allowed in the entry alone."""
    imports: list[tuple[int, tuple[str, ...], Path]] = []
    exports: set[str] = set()
    declared: list[tuple[int, str]] = []
    lines: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        if line.startswith(("import ", "import{", 'import"')):
            names, needed = _imported(line, where)
            imports.append((number, names, (path.parent / needed).resolve()))
            continue
        kept = EXPORT.sub("", line)
        if kept.startswith("export") and not (default and kept.startswith(DEFAULT)):
            raise BundleError(f"{where}: only `export function`, `const`, `let` and `class`")
        if kept.count("`") % 2:
            raise BundleError(f"{where}: a text in backticks must end on its line")
        found = _declared(kept)
        declared += [(number, name) for name in found]
        exports.update(found if kept != line else ())
        lines.append(kept)
    body = "\n".join(lines).strip("\n") + "\n"
    return Module(path, tuple(imports), frozenset(exports), tuple(declared), body)


def _imported(line: str, where: str) -> tuple[tuple[str, ...], str]:
    match = IMPORT.match(line.rstrip())
    if match is None:
        raise BundleError(f'{where}: write imports as `import {{ a, b }} from "./file.js";`')
    names = tuple(name.strip() for name in match[1].split(",") if name.strip())
    if renamed := [name for name in names if not re.fullmatch(r"[\w$]+", name)]:
        raise BundleError(f"{where}: an import keeps its name: {', '.join(renamed)}")
    return names, match[2]


def _declared(line: str) -> list[str]:
    match = DECLARATION.match(line)
    if match is None:
        return []
    if match[1]:
        return [match[1]]
    parts = (part.partition(":")[2] or part for part in match[2].split(","))
    return re.findall(r"[\w$]+", " ".join(part.partition("=")[0] for part in parts))


def _check_names(modules: dict[Path, Module]) -> None:
    seen: dict[str, str] = {}
    for module in modules.values():
        for number, name in module.declared:
            where = f"{module.path}:{number}"
            if name in seen:
                raise BundleError(
                    f"{where}: `{name}` is already the name of something in {seen[name]}"
                )
            seen[name] = where
