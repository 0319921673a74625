package org.acksiom.conformance.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * A mutated implementation, beside the real one in the same process: a class loader that defines
 * anew the core, the simulator and whatever is compiled against them. Everything else, such as the
 * specifications' words, the history checkers and TLC, is the parent's, and so are the classes of
 * this package, by which the two sides talk.
 */
public final class Isolation extends ClassLoader {
  private static final List<String> ANEW =
      List.of("org.acksiom.impl.", "org.acksiom.conformance.", "org.acksiom.cli.");

  private static final String SHARED = Isolation.class.getPackageName();

  private final Map<String, byte[]> mutated;

  /**
   * The implementation with other classes in it.
   *
   * @param mutated class files by the binary names of their classes; none for the real one
   */
  Isolation(Map<String, byte[]> mutated) {
    super(Isolation.class.getClassLoader());
    this.mutated = Map.copyOf(mutated);
  }

  /**
   * The implementation with a mutant's bug.
   *
   * @throws PatchException if the patch does not apply or its result does not compile
   */
  public static Isolation of(Mutant mutant) throws PatchException {
    return new Isolation(Compilation.of(mutant));
  }

  /**
   * An object of the isolated side.
   *
   * @param className of a class that is defined anew, with a public constructor without parameters
   * @param type what both sides know it by
   */
  public <T> T create(String className, Class<T> type) {
    try {
      return type.cast(loadClass(className).getConstructor().newInstance());
    } catch (InvocationTargetException
        | ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException e) {
      throw new IllegalStateException(className + " can not be isolated", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isDefinedAnew(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  private static boolean isDefinedAnew(String name) {
    return ANEW.stream().anyMatch(name::startsWith)
        && !name.substring(0, name.lastIndexOf('.')).equals(SHARED);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : bytesOfParent(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytesOfParent(String name) throws ClassNotFoundException {
    try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
