// The values of catalog registers and their names. Protocol Buffers, storage/table/catalog.proto.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "storage/table/catalog.h"

namespace meridian {

// "definition", "billing", "stream", "durability", "replica/R" or "local/R".
std::string RegisterName(const RegisterWrite& write);
std::string EncodeRegisterValue(const RegisterValue& value);

// The value of the register called `name`. kUnsupported for a name of a newer release, kCorrupt for
// bytes that are not its message.
Result<RegisterValue> DecodeRegisterValue(std::string_view name, std::string_view bytes);
// R of "replica/R" or "local/R"; empty for the others.
std::string_view RegionOfRegister(std::string_view name);

}  // namespace meridian
