package org.acksiom.cli.report;

import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Verdict;

/** What one of three witnesses says of a cell: a sign that needs no colour, and words. */
enum Mark {
  YES("●"),
  NO("○"),
  UNDECIDED("?"),
  NOT_ASKED("·");

  private final String sign;

  Mark(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  /** What TLC says. */
  static Mark predicted(Cell cell) {
    return switch (cell.prediction().verdict()) {
      case POSSIBLE -> YES;
      case IMPOSSIBLE -> NO;
      case UNDECIDED -> UNDECIDED;
    };
  }

  /** What the history checkers found in runs of the Java broker and producer. */
  static Mark simulated(Cell cell) {
    return cell.observed() ? YES : cell.observation().exhaustive() ? NO : UNDECIDED;
  }

  /** What real Kafka showed. */
  static Mark kafka(Cell cell, Report report) {
    return report
        .kafka(cell)
        .map(seen -> cell.prediction().verdict() == Verdict.POSSIBLE ? shown(seen) : observed(seen))
        .orElse(NOT_ASKED);
  }

  private static Mark shown(KafkaObservation seen) {
    // who parted from the schedule has not said no, and runs for something else need not show it
    return seen.shown() ? YES : seen.replays() > 0 ? UNDECIDED : NOT_ASKED;
  }

  private static Mark observed(KafkaObservation seen) {
    return seen.observed() ? YES : NO;
  }

  /** What it says, after the name of who says it. */
  String words(String yes, String no) {
    return switch (this) {
      case YES -> yes;
      case NO -> no;
      case UNDECIDED -> "undecided";
      case NOT_ASKED -> "not asked";
    };
  }
}
