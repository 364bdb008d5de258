// Metrics: the registry behind /metrics, and the three kinds of instrument.
//
// A component has a Probe class of its own that makes its instruments here; logic calls the probe
// and never names a metric. Names are meridian_<module>_<noun>_<unit>; each has a help text.
//
// Threads: instruments and Text() are safe from any thread. Instruments live as long as Metrics.
// Source: Prometheus text exposition format 0.0.4.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace prometheus {
class Registry;
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace meridian {

using Labels = std::map<std::string, std::string>;

class Counter {
 public:
  explicit Counter(prometheus::Counter* counter) : counter_(counter) {}
  void Add(double amount = 1);

 private:
  prometheus::Counter* counter_;
};

class Gauge {
 public:
  explicit Gauge(prometheus::Gauge* gauge) : gauge_(gauge) {}
  void Set(double value);

 private:
  prometheus::Gauge* gauge_;
};

class Histogram {
 public:
  explicit Histogram(prometheus::Histogram* histogram) : histogram_(histogram) {}
  void Observe(double value);

 private:
  prometheus::Histogram* histogram_;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // The same name and labels give the same instrument.
  Counter AddCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge AddGauge(const std::string& name, const std::string& help, const Labels& labels = {});
  // `bounds` ascend, in the metric's unit.
  Histogram AddHistogram(const std::string& name, const std::string& help,
                         std::vector<double> bounds, const Labels& labels = {});

  // The whole registry in text exposition format.
  std::string Text() const;

 private:
  std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace meridian
