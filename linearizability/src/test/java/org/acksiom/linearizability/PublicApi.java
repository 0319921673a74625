package org.acksiom.linearizability;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What users of compiled classes can name, as lines in an order that does not depend on where they
 * are compiled: types, and below each its members, indented.
 */
final class PublicApi {
  private static final int SAID_OF_MEMBERS =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;

  private static final String COMMON_PACKAGES = "\\bjava\\.(lang|util|util\\.function)\\.(?=[A-Z])";

  private PublicApi() {}

  /** That of the classes in a folder. */
  static List<String> of(Path classes) {
    try (Stream<Path> files = Files.walk(classes)) {
      return of(
          files
              .map(file -> classes.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
              .map(file -> file.substring(0, file.length() - ".class".length()))
              .<Class<?>>map(file -> named(file.replace(File.separatorChar, '.')))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of the public types among some. */
  static List<String> of(List<Class<?>> types) {
    List<String> lines = new ArrayList<>();
    types.stream()
        .filter(PublicApi::isPublic)
        .sorted(Comparator.comparing(Class::getName))
        .forEach(
            type -> {
              lines.add(shortened(header(type)));
              members(type).forEach(member -> lines.add("  " + member));
            });
    return lines;
  }

  /** Without the names of the packages that most types are of. */
  private static String shortened(String line) {
    return line.replace("org.acksiom.linearizability.", "").replaceAll(COMMON_PACKAGES, "");
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && !type.isSynthetic()
        && isVisible(type.getModifiers(), type.getDeclaringClass())
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }

  /** Whether users see a member: a protected one only if they can extend its class. */
  private static boolean isVisible(int modifiers, Class<?> of) {
    return Modifier.isPublic(modifiers)
        || Modifier.isProtected(modifiers)
            && of != null
            && !Modifier.isFinal(of.getModifiers())
            && !of.isSealed();
  }

  private static String header(Class<?> type) {
    StringBuilder line = new StringBuilder(words(type.getModifiers() & ~kindImplies(type)));
    line.append(type.isSealed() ? "sealed " : "");
    line.append(kind(type)).append(' ').append(type.getName()).append(variables(type));
    if (type.isRecord()) {
      line.append(
          Arrays.stream(type.getRecordComponents())
              .map(PublicApi::component)
              .collect(joining(", ", "(", ")")));
    }
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
      line.append(" extends ").append(parent.getTypeName());
    }
    if (!type.isAnnotation()) {
      String parents = type.isInterface() ? " extends " : " implements ";
      line.append(list(parents, type.getGenericInterfaces()));
    }
    if (type.isSealed()) {
      line.append(list(" permits ", type.getPermittedSubclasses()));
    }
    if (type.isEnum()) {
      line.append(
          Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(joining(", ", " { ", " }")));
    }
    return line.toString();
  }

  private static String component(RecordComponent component) {
    return component.getGenericType().getTypeName() + " " + component.getName();
  }

  private static int kindImplies(Class<?> type) {
    int implied = Modifier.INTERFACE | Modifier.STATIC;
    if (type.isInterface()) {
      return implied | Modifier.ABSTRACT;
    }
    return type.isEnum() || type.isRecord() ? implied | Modifier.FINAL : implied;
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    return type.isRecord() ? "record" : "class";
  }

  /** Sorted; what is inherited from a type that users cannot name counts as the type's own. */
  private static Set<String> members(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers(), type)) {
        members.add(shortened(words(constructor.getModifiers()) + signature(constructor, "new")));
      }
    }
    for (Class<?> owner = type;
        owner != null && (owner == type || !isPublic(owner));
        owner = owner.getSuperclass()) {
      for (Method method : owner.getDeclaredMethods()) {
        if (isVisible(method.getModifiers(), type) && !method.isSynthetic()) {
          members.add(shortened(method(method)));
        }
      }
      for (Field field : owner.getDeclaredFields()) {
        if (isVisible(field.getModifiers(), type)
            && !field.isSynthetic()
            && !field.isEnumConstant()) {
          members.add(shortened(field(field)));
        }
      }
    }
    return members;
  }

  private static String method(Method method) {
    String line =
        words(method.getModifiers())
            + (method.isDefault() ? "default " : "")
            + signature(
                method, method.getGenericReturnType().getTypeName() + " " + method.getName());
    Object value = method.getDefaultValue();
    return value == null ? line : line + " default " + value;
  }

  private static String signature(Executable executable, String name) {
    Type[] checked =
        Arrays.stream(executable.getGenericExceptionTypes())
            .filter(thrown -> !(thrown instanceof Class<?> known) || isChecked(known))
            .toArray(Type[]::new);
    String variables = variables(executable);
    return (variables.isEmpty() ? "" : variables + " ")
        + name
        + parameters(executable)
        + list(" throws ", checked);
  }

  private static String parameters(Executable executable) {
    String parameters =
        Arrays.stream(executable.getGenericParameterTypes())
            .map(Type::getTypeName)
            .collect(joining(", ", "(", ")"));
    return executable.isVarArgs() ? parameters.replaceFirst("\\[\\]\\)$", "...)") : parameters;
  }

  private static boolean isChecked(Class<?> thrown) {
    return !RuntimeException.class.isAssignableFrom(thrown)
        && !Error.class.isAssignableFrom(thrown);
  }

  private static String field(Field field) {
    String line =
        words(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName();
    boolean constant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return constant ? line + " = " + field.get(null) : line;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String words(int modifiers) {
    String words = Modifier.toString(modifiers & SAID_OF_MEMBERS);
    return words.isEmpty() ? "" : words + " ";
  }

  private static String variables(GenericDeclaration declaration) {
    TypeVariable<?>[] variables = declaration.getTypeParameters();
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(variable -> variable.getName() + bounds(variable))
            .collect(joining(", ", "<", ">"));
  }

  private static String bounds(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getBounds()).map(Type::getTypeName).collect(joining(" & "));
    return bounds.equals(Object.class.getName()) ? "" : " extends " + bounds;
  }

  private static String list(String before, Type[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(Type::getTypeName).sorted().collect(joining(", ", before, ""));
  }

  /** How one API differs from another. */
  record Difference(List<String> removed, List<String> added, boolean isBreaking) {

    static Difference between(List<String> before, List<String> after) {
      Set<String> old = flat(before);
      Set<String> now = flat(after);
      List<String> removed = old.stream().filter(line -> !now.contains(line)).toList();
      List<String> added = now.stream().filter(line -> !old.contains(line)).toList();
      boolean breaks = !removed.isEmpty() || added.stream().anyMatch(line -> asksMore(line, old));
      return new Difference(removed, added, breaks);
    }

    /** Each member behind its type's name. */
    private static Set<String> flat(List<String> lines) {
      Set<String> flat = new TreeSet<>();
      String type = "";
      for (String line : lines) {
        if (line.startsWith("  ")) {
          flat.add(type + ": " + line.strip());
        } else if (!line.isBlank()) {
          type = name(line);
          flat.add(type + ": " + line);
        }
      }
      return flat;
    }

    private static String name(String header) {
      return header.replaceFirst(".*?(@interface|interface|class|enum|record) ([\\w.$]+).*", "$2");
    }

    /** Whether it has to be implemented by those who extend a type that was there before. */
    private static boolean asksMore(String line, Set<String> old) {
      String type = line.substring(0, line.indexOf(": ") + 2);
      return line.contains(" abstract ")
          && !line.contains(" default ")
          && old.stream().anyMatch(before -> before.startsWith(type));
    }

    boolean isNone() {
      return removed.isEmpty() && added.isEmpty();
    }

    @Override
    public String toString() {
      return Stream.concat(
              removed.stream().map(line -> "- " + line), added.stream().map(line -> "+ " + line))
          .collect(joining(System.lineSeparator()));
    }
  }
}
