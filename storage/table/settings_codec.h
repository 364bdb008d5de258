// Settings as registers: their names and values. Protocol Buffers, storage/table/settings.proto.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "storage/table/settings.h"

namespace meridian {

// "ttl", "class", "on_demand", "warm", "throughput", "overrides/R" or "own/R".
std::string SettingName(const SettingWrite& write);
std::string EncodeSetting(const SettingValue& value);

// Whether a register of that name is a setting.
bool IsSetting(std::string_view name);
// The value of the setting called `name`. kCorrupt for bytes that are not its message. Requires:
// IsSetting.
Result<SettingValue> DecodeSetting(std::string_view name, std::string_view bytes);

// Takes the setting `reg` over into `*settings`, as `region` sees it: what is another region's own
// is left out. Requires: IsSetting.
Status ReadSetting(const Register& reg, const std::string& region, TableSettings* settings);

}  // namespace meridian
