# Lists the recipes
default:
    @just --list

# Everything a change must pass: exactly what CI runs
ci:
    bash .ci/run --local

# The tests
test:
    cargo test --locked

# Lints and format
lint:
    cargo fmt --all --check
    cargo clippy --locked --all-targets -- -D warnings

# The tests that take minutes, optimised
slow:
    ASKBACK_LONG=1 cargo test --locked --release

# Every figure at 100,000 cards and 1,000,000 reviews beside the bare loop; takes minutes
bench:
    cargo bench --locked --bench scale -- --full

# The instructions of the core paths, which CI holds too, and the ratios of the small table
speed:
    cargo bench --locked --bench scale -- --instructions
    cargo bench --locked --bench scale -- --check

# Writes the expected questions of decks/ anew; read the difference before it is committed
bless:
    ASKBACK_BLESS=1 cargo test --locked --test decks
