package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Values in TLC's own form. */
final class TlcValues {
  private TlcValues() {}

  /** The value in TLC's form. */
  static Value of(TlaValue value) {
    if (value instanceof TlaValue.Int number) {
      return IntValue.gen(number.value());
    } else if (value instanceof TlaValue.Str string) {
      return new StringValue(string.value());
    } else if (value instanceof TlaValue.Bool truth) {
      return truth.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
    } else if (value instanceof TlaValue.ModelValue model) {
      return ModelValue.make(model.name());
    } else if (value instanceof TlaValue.Tuple tuple) {
      return new TupleValue(all(tuple.elements()));
    } else if (value instanceof TlaValue.FiniteSet set) {
      return new SetEnumValue(all(set.elements()), false);
    } else if (value instanceof TlaValue.Record record) {
      List<UniqueString> names = new ArrayList<>();
      record.fields().keySet().forEach(name -> names.add(UniqueString.uniqueStringOf(name)));
      return new RecordValue(
          names.toArray(new UniqueString[0]), all(List.copyOf(record.fields().values())), false);
    }
    TlaValue.Function function = (TlaValue.Function) value;
    return new FcnRcdValue(
        all(List.copyOf(function.mapping().keySet())),
        all(List.copyOf(function.mapping().values())),
        false);
  }

  private static Value[] all(List<TlaValue> values) {
    return values.stream().map(TlcValues::of).toArray(Value[]::new);
  }

  /**
   * The same, with what it shares with another value taken from that one.
   *
   * @param before a value that it may have parts of
   * @param known that value in TLC's form
   */
  @SuppressWarnings("ReferenceEquality") // what is shared need not be compared
  static Value of(TlaValue value, TlaValue before, Value known) {
    if (value == before) {
      return known;
    }
    if (value instanceof TlaValue.Tuple now
        && before instanceof TlaValue.Tuple then
        && known instanceof TupleValue elements) {
      Value[] values = new Value[now.elements().size()];
      for (int i = 0; i < values.length; i++) {
        TlaValue element = now.elements().get(i);
        values[i] =
            i < elements.elems.length
                ? of(element, then.elements().get(i), elements.elems[i])
                : of(element);
      }
      return new TupleValue(values);
    }
    return of(value);
  }
}
