/** Imported first: React and React Router choose their halves when they are loaded, and a built site has production's. */
process.env.NODE_ENV = 'production';
