// CheckTogether: what must hold between several settings.
//
// Threads: pure.
#pragma once

#include "config/config.h"
#include "config/fault.h"
#include "config/filling.h"

namespace meridian {

// A setting that has a fault of its own counts here as its default.
void CheckTogether(const Config& config, const ConfigLines& lines, ConfigFaults& faults);

}  // namespace meridian
