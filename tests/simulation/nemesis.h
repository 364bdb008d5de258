// Nemesis: does harm, drawn from the seed, and undoes it later.
//
// Threads: none. The world outlives it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/simulation/world.h"

namespace meridian::simulation {

class Nemesis {
 public:
  // `instant`: has two regions write at one instant.
  Nemesis(World& world, std::function<void()> instant);

  // Begins to do harm, now and then, until Heal.
  void Begin();
  // Ends all harm: links, clocks, clusters, disks; what was killed starts again.
  void Heal();
  // After Heal: true once everything runs; resumes what is paused.
  bool Recovered();

  size_t faults() const { return faults_; }

 private:
  using Fault = void (Nemesis::*)();
  void Next();
  void Strike();
  // Undoes a fault after a random time, unless Heal came first.
  void Later(int64_t millis_min, int64_t millis_max, std::function<void()> undo);

  void CutOneWay();
  void CutBothWays();
  void Isolate();
  void SlowWay();
  void FailProducer();
  void KillProducer();
  void ClusterDown();
  void CrashRegion();
  void StepClock();
  void FillDisk();
  void PauseLink();
  void PauseTable();
  size_t SomeRegion() { return world_.dice.Below(world_.size()); }
  std::pair<size_t, size_t> SomePair();

  World& world_;
  const std::function<void()> instant_;
  uint64_t round_ = 0;  // Of Begin and Heal: an undo of an earlier one does nothing.
  bool running_ = false;
  size_t faults_ = 0;
};

}  // namespace meridian::simulation
