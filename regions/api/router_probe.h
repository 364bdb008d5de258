// RouterProbe: what the router counts, by operation.
//
// Threads: safe from any thread. Only names of the table of operations become labels, so that no
// client can make series.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

#include "regions/api/errors.h"
#include "regions/api/operations.h"
#include "storage/base/metrics.h"

namespace meridian {

class RouterProbe {
 public:
  // `metrics` must outlive this; `operations` is read here only.
  RouterProbe(Metrics& metrics, const Operations& operations);

  // An operation was answered; `error` is nullptr if well.
  void Answered(const Operation& operation, const ApiError* error,
                std::chrono::nanoseconds duration);
  // A request ended before any operation was asked: unknown target, no or a wrong signature.
  void Refused();

 private:
  struct Instruments {
    Counter requests;
    Counter client_errors;
    Counter server_errors;
    Histogram seconds;
  };

  static Instruments Make(Metrics& metrics, const std::string& operation);

  std::unordered_map<const Operation*, Instruments> by_operation_;
  Counter refused_;
  Counter condition_failures_;
};

}  // namespace meridian
