// The schema as people read it: the page of the documentation, and the example with every key.
//
// Threads: pure.
#pragma once

#include <string>

namespace meridian {

// For each section a table of its keys: type, default, bounds, meaning.
std::string SchemaAsMarkdown();
// A region.toml that gives every key its default, or an example where it has none.
std::string SchemaAsToml();

}  // namespace meridian
