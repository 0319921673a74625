package org.acksiom.modelcheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.ToolIO;
import util.UniqueString;

/** Speaks to TLC's classes; loaded anew with them for each {@link Specification}. */
public final class TlcEvaluator implements Specification.Evaluator {
  private final FastTool tool;
  private final Action[] actions;
  private final List<List<ExprOrOpArgNode>> guards = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final OpDeclNode[] variables;
  private final Map<UniqueString, Integer> positions = new HashMap<>();

  /** A conjunct of an invariant. */
  private record Condition(String invariant, SemanticNode conjunct, Context context) {}

  /** Whoever asks much has one object for each value. */
  private final Map<TlaValue, Value> known = new IdentityHashMap<>();

  /**
   * Reads a specification.
   *
   * @param module the root module
   * @param config its configuration
   * @param standard an empty folder for the standard modules, of no use any more afterwards
   */
  public TlcEvaluator(Path module, Path config, Path standard) {
    ToolIO.setMode(ToolIO.TOOL); // else it prints
    FP64.Init(0);
    String name = module.getFileName().toString();
    this.tool =
        new FastTool(
            module.getParent().toString(),
            name.substring(0, name.length() - ".tla".length()),
            config.toString().replaceFirst("\\.cfg$", ""),
            new OwnModules(module.getParent(), standard));
    this.actions = tool.getActions();
    for (Action action : actions) {
      guards.add(guard(action.pred));
    }
    for (int i = 0; i < tool.getInvariants().length; i++) {
      Action invariant = tool.getInvariants()[i];
      for (SemanticNode conjunct : conjuncts(invariant.pred)) {
        conditions.add(new Condition(tool.getInvNames()[i], conjunct, invariant.con));
      }
    }
    this.variables = TLCState.Empty.getVars();
    for (int i = 0; i < variables.length; i++) {
      positions.put(variables[i].getName(), i);
    }
  }

  @Override
  public List<String> variables() {
    List<String> names = new ArrayList<>();
    for (OpDeclNode variable : variables) {
      names.add(variable.getName().toString());
    }
    return names;
  }

  @Override
  public List<Specification.Step> steps() {
    List<Specification.Step> steps = new ArrayList<>();
    for (Action action : actions) {
      List<TlaValue> parameters = new ArrayList<>();
      for (FormalParamNode parameter : action.getOpDef().getParams()) {
        parameters.add(toTla((IValue) action.con.lookup(parameter)));
      }
      steps.add(new Specification.Step(action.getName().toString(), parameters));
    }
    return steps;
  }

  // ---- states

  @Override
  public List<TlaValue[]> initial() {
    return all(tool.getInitStates());
  }

  @Override
  public List<TlaValue[]> next(int step, TlaValue[] state) {
    return all(tool.getNextStates(actions[step], state(state)));
  }

  @Override
  public boolean guard(int step, TlaValue[] values) {
    TLCState state = state(values);
    for (ExprOrOpArgNode conjunct : guards.get(step)) {
      if (!((BoolValue) tool.eval(conjunct, actions[step].con, state)).val) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<String> conditions() {
    return conditions.stream().map(Condition::invariant).toList();
  }

  @Override
  public boolean holds(int condition, TlaValue[] values) {
    return ((BoolValue)
            tool.eval(
                conditions.get(condition).conjunct(),
                conditions.get(condition).context(),
                state(values)))
        .val;
  }

  private List<TlaValue[]> all(StateVec states) {
    List<TlaValue[]> all = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      TlaValue[] values = new TlaValue[variables.length];
      for (int v = 0; v < variables.length; v++) {
        values[v] = toTla(states.elementAt(i).lookup(variables[v].getName()));
      }
      all.add(values);
    }
    return all;
  }

  private TLCState state(TlaValue[] values) {
    TLCState state = TLCState.Empty.createEmpty();
    for (int v = 0; v < variables.length; v++) {
      state.bind(variables[v].getName(), known.computeIfAbsent(values[v], TlcValues::of));
    }
    return state;
  }

  // ---- values

  private static TlaValue toTla(IValue any) {
    Value value = (Value) any;
    if (value instanceof IntValue number) {
      return new TlaValue.Int(number.val);
    } else if (value instanceof StringValue string) {
      return new TlaValue.Str(string.val.toString());
    } else if (value instanceof BoolValue truth) {
      return new TlaValue.Bool(truth.val);
    } else if (value instanceof ModelValue model) {
      return new TlaValue.ModelValue(model.val.toString());
    } else if (value instanceof TupleValue tuple) {
      return new TlaValue.Tuple(toTla(tuple.elems));
    } else if (value instanceof RecordValue record) {
      TreeMap<String, TlaValue> fields = new TreeMap<>();
      for (int i = 0; i < record.names.length; i++) {
        fields.put(record.names[i].toString(), toTla(record.values[i]));
      }
      return new TlaValue.Record(fields);
    }
    Value set = value.toSetEnum();
    if (set instanceof SetEnumValue elements) {
      return new TlaValue.FiniteSet(toTla(elements.elems.toArray()));
    }
    FcnRcdValue function = (FcnRcdValue) value.toFcnRcd();
    Map<TlaValue, TlaValue> mapping = new TreeMap<>();
    Value[] domain = function.getDomainAsValues();
    for (int i = 0; i < domain.length; i++) {
      mapping.put(toTla(domain[i]), toTla(function.values[i]));
    }
    return TlaValue.function(mapping);
  }

  private static List<TlaValue> toTla(Value[] values) {
    List<TlaValue> all = new ArrayList<>();
    for (Value value : values) {
      all.add(toTla(value));
    }
    return all;
  }

  // ---- what a step reads

  @Override
  public Set<Integer> reads(int step) {
    return reads(List.of(actions[step].pred));
  }

  @Override
  public Set<Integer> readsOfGuard(int step) {
    return reads(guards.get(step));
  }

  @Override
  public Set<Integer> readsOfCondition(int condition) {
    return reads(List.of(conditions.get(condition).conjunct()));
  }

  private Set<Integer> reads(List<? extends SemanticNode> text) {
    Reading reading = new Reading();
    text.forEach(node -> reading.read(node, null));
    Set<Integer> read = new TreeSet<>();
    reading.variables.forEach(name -> read.add(positions.get(name)));
    return read;
  }

  /** The conjuncts before the first one that is about the next state. */
  private static List<ExprOrOpArgNode> guard(SemanticNode action) {
    List<ExprOrOpArgNode> conjuncts = conjuncts(action);
    int length = 0;
    while (length < conjuncts.size()
        && conjuncts.get(length).getLevel() <= LevelConstants.VariableLevel) {
      length++;
    }
    return conjuncts.subList(0, length);
  }

  /** What a formula is the conjunction of, however it is bracketed; itself if it is none. */
  private static List<ExprOrOpArgNode> conjuncts(SemanticNode formula) {
    if (formula instanceof OpApplNode application) {
      int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
      if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
        List<ExprOrOpArgNode> all = new ArrayList<>();
        for (ExprOrOpArgNode argument : application.getArgs()) {
          all.addAll(conjuncts(argument));
        }
        return all;
      }
    }
    return List.of((ExprOrOpArgNode) formula);
  }

  /** What stands for the constants and variables of an instantiated module. */
  private record Instance(Subst[] substitutions, Instance outer) {}

  /**
   * Collects the variables in an action's text, all operators that it uses included, but for those
   * that stand in {@code UNCHANGED} only: whatever they are, they stay so. Primed ones count too,
   * as what is assigned in one case may be unchanged in another.
   */
  private static final class Reading {
    final Set<UniqueString> variables = new LinkedHashSet<>();
    private final Set<Visit> seen = new HashSet<>();

    private record Visit(SemanticNode node, Instance instance) {}

    void read(SemanticNode node, Instance instance) {
      if (node == null || !seen.add(new Visit(node, instance))) {
        return;
      }
      if (node instanceof OpApplNode application) {
        readApplication(application, instance);
      } else if (node instanceof SubstInNode inside) {
        read(inside.getBody(), new Instance(inside.getSubsts(), instance));
      } else if (node instanceof LetInNode let) {
        read(let.getBody(), instance);
      } else if (node instanceof OpArgNode argument) {
        readSymbol(argument.getOp(), instance);
      } else if (node.getChildren() != null) {
        for (SemanticNode child : node.getChildren()) {
          read(child, instance);
        }
      }
    }

    private void readApplication(OpApplNode application, Instance instance) {
      SymbolNode operator = application.getOperator();
      if (BuiltInOPs.getOpCode(operator.getName()) == ToolGlobals.OPCODE_unchanged) {
        return;
      }
      for (SemanticNode argument : application.getArgs()) {
        read(argument, instance);
      }
      if (application.getBdedQuantBounds() != null) {
        for (SemanticNode bound : application.getBdedQuantBounds()) {
          read(bound, instance);
        }
      }
      readSymbol(operator, instance);
    }

    private void readSymbol(SymbolNode symbol, Instance instance) {
      if (symbol instanceof OpDefNode definition) {
        read(definition.getBody(), instance);
      } else if (symbol instanceof OpDeclNode declared) {
        Object substitute =
            instance == null ? null : Subst.getSub(declared, instance.substitutions());
        if (substitute != null) {
          read((SemanticNode) substitute, instance.outer());
        } else if (instance != null) {
          readSymbol(symbol, instance.outer());
        } else if (declared.getKind() == tla2sany.semantic.ASTConstants.VariableDeclKind) {
          variables.add(declared.getName());
        }
      }
    }
  }
}
